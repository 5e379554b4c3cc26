package dev.anabranch.driver.store;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanAxes;
import dev.anabranch.model.plan.PlanCoordinates;
import dev.anabranch.model.plan.PlanDispatch;
import dev.anabranch.model.plan.PlanMeanings;
import dev.anabranch.model.plan.PlanNumbers;
import java.util.SortedMap;

/**
 * Everything that goes into a plan folder.
 *
 * @param plan the plan's own tables
 * @param cluster the machine that it was made for
 * @param origins SHA-256 of the places in the flow's text that it refers to
 * @param axes listed coordinates that the generated programs look up
 * @param dispatch the order of their irregular parts
 * @param coordinates the coordinates of those
 * @param numbers the slots that they read and write as numbers
 * @param meanings what its families do, by which measurements of runs are found again
 * @param entryClass binary name of the generated entry class
 * @param sources generated sources by qualified class name
 */
public record PlanPackage(
        Plan plan,
        Cluster cluster,
        String origins,
        PlanAxes axes,
        PlanDispatch dispatch,
        PlanCoordinates coordinates,
        PlanNumbers numbers,
        PlanMeanings meanings,
        String entryClass,
        SortedMap<String, String> sources) {}
