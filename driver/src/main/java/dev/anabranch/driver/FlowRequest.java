package dev.anabranch.driver;

import dev.anabranch.driver.profile.FlowProfile;
import dev.anabranch.model.cluster.Cluster;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What to compile.
 *
 * @param file the flow's text
 * @param parameters values given from outside, as texts, in the order given
 * @param cluster where it will run
 * @param budget seconds of the clock for the search for a plan; without it the search is bounded by work, and equal
 *     requests give equal plans
 * @param duplication whether a task may run on several workers instead of sending its output
 * @param profile what runs measured, which comes before what flow and libraries say of costs
 */
public record FlowRequest(
        Path file,
        Map<String, String> parameters,
        Cluster cluster,
        OptionalDouble budget,
        boolean duplication,
        Optional<FlowProfile> profile) {
    public FlowRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** With a search that is bounded by work, with copies of tasks, and without measurements. */
    public FlowRequest(Path file, Map<String, String> parameters, Cluster cluster) {
        this(file, parameters, cluster, OptionalDouble.empty(), true, Optional.empty());
    }

    /** The same on another cluster. */
    public FlowRequest on(Cluster other) {
        return new FlowRequest(file, parameters, other, budget, duplication, profile);
    }

    /** The same with another bound on the search. */
    public FlowRequest within(OptionalDouble seconds) {
        return new FlowRequest(file, parameters, cluster, seconds, duplication, profile);
    }

    /** The same where tasks may run on several workers, or must not. */
    public FlowRequest duplicating(boolean allowed) {
        return new FlowRequest(file, parameters, cluster, budget, allowed, profile);
    }

    /** The same with what runs measured, or without. */
    public FlowRequest measuredBy(Optional<FlowProfile> measurements) {
        return new FlowRequest(file, parameters, cluster, budget, duplication, measurements);
    }

    /** A flow with its parameters' defaults, for so many workers on this machine. */
    public static FlowRequest of(Path file, int workers) {
        return new FlowRequest(file, Map.of(), ThisMachine.cluster(workers));
    }

    /** The same with one more parameter. */
    public FlowRequest with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(parameter, value);
        return new FlowRequest(file, more, cluster, budget, duplication, profile);
    }
}
