/** How fast processes and hosts reach each other, beside sockets of the JDK and a copy in memory. */
@NullMarked
package dev.anabranch.benchmarks.transport;

import org.jspecify.annotations.NullMarked;
