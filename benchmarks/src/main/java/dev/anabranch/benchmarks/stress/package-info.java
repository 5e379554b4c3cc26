/** Stress tests of the run time's lock-free parts: every outcome that may not be is looked for, in millions of races. */
@NullMarked
package dev.anabranch.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
