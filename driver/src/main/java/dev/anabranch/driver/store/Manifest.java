package dev.anabranch.driver.store;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanSummary;
import java.util.List;
import java.util.SortedMap;

/**
 * The file that a person opens first in a plan folder, and the last to be written.
 *
 * @param format version of the layout of the folder
 * @param hashes what the plan was made from
 * @param origins SHA-256 of the places in the flow's text that the plan refers to: they move when a comment is added,
 *     the plan does not
 * @param summary the plan in a few numbers
 * @param cluster the machine that the plan was made for
 * @param entryClass binary name of the generated entry class
 * @param files SHA-256 of every other file of the folder, by path
 */
record Manifest(
        int format,
        PlanHashes hashes,
        String origins,
        PlanSummary summary,
        Machine cluster,
        String entryClass,
        SortedMap<String, String> files) {
    /**
     * A cluster.
     *
     * @param hosts in the order of the workers
     * @param sameHost between workers of one host
     * @param otherHost between hosts
     * @param model the label of how transfers behave
     * @param timeBetweenFailures the mean, in seconds; 0 if nothing is known of failures
     */
    record Machine(List<Host> hosts, Link sameHost, Link otherHost, String model, double timeBetweenFailures) {
        static Machine of(Cluster cluster) {
            return new Machine(
                    cluster.hosts(),
                    cluster.sameHost(),
                    cluster.otherHost(),
                    cluster.model().label(),
                    cluster.timeBetweenFailures().orElse(0));
        }

        /** @throws IllegalArgumentException if it describes none */
        Cluster cluster() {
            MachineModel transfers = MachineModel.ofLabel(model)
                    .orElseThrow(() -> new IllegalArgumentException("there is no machine model " + model));
            Cluster known = Cluster.of(hosts, sameHost, otherHost).withModel(transfers);
            return timeBetweenFailures > 0 ? known.failingEvery(timeBetweenFailures) : known;
        }
    }
}
