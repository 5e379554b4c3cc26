package dev.anabranch.compiler.schedule;

import dev.anabranch.model.graph.OptimizedGraph;

/**
 * A schedule in which datasets are kept against a crash.
 *
 * @param graph with units that end where one is kept
 * @param scheduled its units, with times
 */
public record CheckpointedSchedule(OptimizedGraph graph, Scheduled scheduled) {}
