/** How long it takes from the command to a flow's first task. */
@NullMarked
package dev.anabranch.benchmarks.start;

import org.jspecify.annotations.NullMarked;
