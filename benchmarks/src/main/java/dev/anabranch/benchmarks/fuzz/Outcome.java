package dev.anabranch.benchmarks.fuzz;

import java.util.List;

/**
 * What came of an input for which all laws held.
 *
 * @param accepted whether there is a graph
 * @param planned whether the graph was small enough to be planned and run as well
 * @param codes of its diagnostics, each as often as it was reported
 */
record Outcome(boolean accepted, boolean planned, List<String> codes) {
    Outcome {
        codes = List.copyOf(codes);
    }
}
