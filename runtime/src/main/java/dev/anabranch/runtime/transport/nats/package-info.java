/** The transport over a NATS server: for hosts that reach a server and not each other. */
@NullMarked
package dev.anabranch.runtime.transport.nats;

import org.jspecify.annotations.NullMarked;
