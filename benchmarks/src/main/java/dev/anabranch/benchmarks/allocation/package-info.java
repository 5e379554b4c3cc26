/** Proves what a run allocates on the heap for each of its tasks. */
@NullMarked
package dev.anabranch.benchmarks.allocation;

import org.jspecify.annotations.NullMarked;
