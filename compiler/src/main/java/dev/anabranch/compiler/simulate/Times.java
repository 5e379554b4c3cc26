package dev.anabranch.compiler.simulate;

/**
 * When the runs of an answer to a problem happen, in seconds from the start of the run.
 *
 * @param start for each place of the workers' orders
 * @param finish for each place of the workers' orders
 * @param makespan the last finish
 */
@SuppressWarnings("ArrayRecordComponent") // columns, written once by the simulator that made them
public record Times(double[] start, double[] finish, double makespan) {}
