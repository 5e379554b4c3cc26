/** Java virtual machines that stay from run to run, so that what is measured in several of them is compiled. */
@NullMarked
package dev.anabranch.benchmarks.jvms;

import org.jspecify.annotations.NullMarked;
