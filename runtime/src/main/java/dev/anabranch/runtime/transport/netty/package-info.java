/** The transport over sockets: unix-domain inside a host, TCP between hosts. */
@NullMarked
package dev.anabranch.runtime.transport.netty;

import org.jspecify.annotations.NullMarked;
