package dev.anabranch.driver;

/** What a compilation is doing, in this order. */
public enum CompileStage {
    /** From text to syntax tree. */
    PARSING("parsing"),
    /** From syntax tree to the graph of all tasks. */
    ELABORATING("elaborating"),
    /** From the graph to a proved plan. */
    PLANNING("planning"),
    /** From the plan to the sources of its programs, and both to the plan store. */
    GENERATING("generating");

    private final String label;

    CompileStage(String label) {
        this.label = label;
    }

    /** As people read it. */
    public String label() {
        return label;
    }
}
