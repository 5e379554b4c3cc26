/** The transport between ends of one process. */
@NullMarked
package dev.anabranch.runtime.transport.local;

import org.jspecify.annotations.NullMarked;
