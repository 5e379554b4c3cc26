/** How fast fused expressions are, beside copying memory, loops by hand and the same tasks one after the other. */
@NullMarked
package dev.anabranch.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
