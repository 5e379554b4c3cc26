/** How processes and hosts exchange messages and datasets: the interface, and what its implementations share. */
@NullMarked
package dev.anabranch.runtime.transport;

import org.jspecify.annotations.NullMarked;
