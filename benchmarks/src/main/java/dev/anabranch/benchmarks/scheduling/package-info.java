/** How good plans are, against published list schedulers, known optima and lower bounds, and how long they take to make. */
@NullMarked
package dev.anabranch.benchmarks.scheduling;

import org.jspecify.annotations.NullMarked;
