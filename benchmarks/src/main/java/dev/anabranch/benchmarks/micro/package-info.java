/** What single parts of a run cost, each beside a limit or the same by hand in the same run. */
@NullMarked
package dev.anabranch.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
