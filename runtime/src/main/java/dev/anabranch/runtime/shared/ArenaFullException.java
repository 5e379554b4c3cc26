package dev.anabranch.runtime.shared;

import org.apache.arrow.memory.OutOfMemoryException;

/** An arena has no room left for what was asked of it; the message says how much it holds and of what limit. */
public final class ArenaFullException extends OutOfMemoryException {
    private static final long serialVersionUID = 1;

    ArenaFullException(String message) {
        super(message);
    }

    ArenaFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
