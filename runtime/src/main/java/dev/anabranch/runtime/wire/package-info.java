/** The binary schema of what processes and hosts tell each other: messages, their frames, and how frames are read. */
@NullMarked
package dev.anabranch.runtime.wire;

import org.jspecify.annotations.NullMarked;
