package dev.anabranch.compiler.lower;

/**
 * How large a graph may get. What a compilation takes is bounded by these: time and memory are in proportion to them,
 * whatever the flow.
 *
 * @param tasks how many tasks there may be
 * @param dependencies how many datasets all tasks together may read
 * @param places how many places the boxes of all arrays may have
 * @param tried at how many points one guard may be tried
 */
public record Limits(int tasks, int dependencies, long places, long tried) {
    /** What users get. */
    public static final Limits STANDARD = new Limits(20_000_000, 100_000_000, 64L << 20, 50_000_000);
}
