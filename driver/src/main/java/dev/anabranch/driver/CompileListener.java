package dev.anabranch.driver;

/** Is told how far a compilation is, on its thread. */
@FunctionalInterface
public interface CompileListener {
    /** Wants to know nothing. */
    CompileListener NONE = (stage, tasks) -> {};

    /**
     * A stage begins.
     *
     * @param tasks how many tasks the graph has; 0 while nobody knows
     */
    void begins(CompileStage stage, int tasks);
}
