/** The library taskbench: tasks of a chosen length and output, to measure runtimes with. */
@NullMarked
package dev.anabranch.stdlib.taskbench;

import org.jspecify.annotations.NullMarked;
