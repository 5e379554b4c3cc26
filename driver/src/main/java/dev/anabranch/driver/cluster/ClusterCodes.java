package dev.anabranch.driver.cluster;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.List;

/** What can be wrong with a cluster file. */
public final class ClusterCodes {
    static final DiagnosticCode SYNTAX = new DiagnosticCode(
            "F0701",
            "a cluster file that is not YAML",
            "A cluster file is YAML, or JSON, which is a part of YAML: `hosts`, a list, and `links`, a map.");
    static final DiagnosticCode UNKNOWN_KEY = new DiagnosticCode(
            "F0702",
            "an unknown key in a cluster file",
            "A cluster has `hosts`, `links`, `model` and `mtbf`; a host has `name`, `workers` or `speeds`, `speed`, `memory` and `labels`;"
                    + " links are `same_host` and `other_host`, each with `latency` and `bandwidth`.");
    static final DiagnosticCode VALUE = new DiagnosticCode(
            "F0703",
            "a value of the wrong form in a cluster file",
            "Counts are whole numbers, speeds are positive numbers, memory is a size such as `8GiB`, latency is a"
                    + " duration such as `100us`, bandwidth is a size per second such as `1.25GB/s`, the model is"
                    + " `one-port` or `contention-free`, `mtbf` is the mean time between failures, a duration such as `6h`.");
    static final DiagnosticCode HOSTS = new DiagnosticCode(
            "F0704",
            "a cluster file without usable hosts",
            "A cluster needs at least one host, every host needs a name of its own and at least one worker.");

    private ClusterCodes() {}

    /** All of them, by id. */
    public static List<DiagnosticCode> all() {
        return List.of(SYNTAX, UNKNOWN_KEY, VALUE, HOSTS);
    }
}
