/** Measures flows of a million tasks and more, from text to run. */
@NullMarked
package dev.anabranch.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
