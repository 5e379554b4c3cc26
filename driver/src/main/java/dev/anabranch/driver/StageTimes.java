package dev.anabranch.driver;

/**
 * How long the stages of a compilation took, in seconds of wall time; a stage that was not needed took none.
 *
 * @param parsing text to syntax tree, with reading the file
 * @param elaborating syntax tree to task graph, with reading the class files of its tasks
 * @param planning task graph to verified plan, with hashing it; or to a plan that was made before
 * @param generating plan to sources, with writing both to the plan store
 */
public record StageTimes(double parsing, double elaborating, double planning, double generating) {
    /** Text to task graph. */
    public double front() {
        return parsing + elaborating;
    }
}
