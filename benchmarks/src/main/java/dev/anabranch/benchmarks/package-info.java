/** What compiling and running cost, measured with JMH beside hand-written code for the same graph. */
@NullMarked
package dev.anabranch.benchmarks;

import org.jspecify.annotations.NullMarked;
