package dev.anabranch.benchmarks.metg;

/** One way to run a graph of points. */
interface Implementation {
    /** For tables. */
    String name();

    /** Does what is done once for a graph: compiling it, or laying out arrays and objects. */
    Ready prepare(PatternFlow flow, PointGraph graph, int workers, long iterations);
}
