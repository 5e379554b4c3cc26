/**
 * What a task costs in graphs whose points depend on each other: the smallest task granularity at which half of the peak
 * is kept, METG(50%), of flows and of programs written by hand.
 */
@NullMarked
package dev.anabranch.benchmarks.metg;

import org.jspecify.annotations.NullMarked;
