package dev.anabranch.driver;

/**
 * How long the stages of a compilation took, in seconds.
 *
 * @param front text to task graph
 * @param planning task graph to verified plan; 0 if the plan was re-used
 * @param generating plan to sources; 0 if they were re-used
 */
public record StageTimes(double front, double planning, double generating) {}
