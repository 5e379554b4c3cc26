package dev.anabranch.driver.store;

import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanSummary;
import java.util.SortedMap;

/**
 * The file that a person opens first in a plan folder, and the last to be written.
 *
 * @param format version of the layout of the folder
 * @param hashes what the plan was made from
 * @param origins SHA-256 of the places in the flow's text that the plan refers to: they move when a comment is added,
 *     the plan does not
 * @param summary the plan in a few numbers
 * @param entryClass binary name of the generated entry class
 * @param files SHA-256 of every other file of the folder, by path
 */
record Manifest(
        int format,
        PlanHashes hashes,
        String origins,
        PlanSummary summary,
        String entryClass,
        SortedMap<String, String> files) {}
