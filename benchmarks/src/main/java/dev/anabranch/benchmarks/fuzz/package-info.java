/** Mutation fuzzing of the compiler: inputs that nobody would write, and what must hold for them all the same. */
@NullMarked
package dev.anabranch.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
