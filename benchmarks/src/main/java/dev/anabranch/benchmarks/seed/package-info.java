/** Whole flows of heavy tasks, beside the same calls in a plain loop. */
@NullMarked
package dev.anabranch.benchmarks.seed;

import org.jspecify.annotations.NullMarked;
