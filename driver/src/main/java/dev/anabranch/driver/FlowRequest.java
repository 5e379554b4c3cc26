package dev.anabranch.driver;

import dev.anabranch.model.cluster.Cluster;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to compile.
 *
 * @param file the flow's text
 * @param parameters values given from outside, as texts, in the order given
 * @param cluster where it will run
 */
public record FlowRequest(Path file, Map<String, String> parameters, Cluster cluster) {
    public FlowRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A flow with its parameters' defaults, for so many workers on this machine. */
    public static FlowRequest of(Path file, int workers) {
        return new FlowRequest(file, Map.of(), ThisMachine.cluster(workers));
    }

    /** The same with one more parameter. */
    public FlowRequest with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(parameter, value);
        return new FlowRequest(file, more, cluster);
    }
}
