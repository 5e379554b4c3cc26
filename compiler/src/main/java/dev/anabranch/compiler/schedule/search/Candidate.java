package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.problem.WorkerOrders;

/**
 * An answer and what it is worth.
 *
 * @param name who found it, as decisions tell it
 * @param orders on the whole cluster
 * @param makespan in seconds, exact
 */
record Candidate(String name, WorkerOrders orders, double makespan) {}
