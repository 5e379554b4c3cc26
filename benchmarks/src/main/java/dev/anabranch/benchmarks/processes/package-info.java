/** How fast a dataset goes from one process of a machine to another, beside the JDK's sockets. */
@NullMarked
package dev.anabranch.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
