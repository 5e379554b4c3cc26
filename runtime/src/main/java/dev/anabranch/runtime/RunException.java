package dev.anabranch.runtime;

import org.jspecify.annotations.Nullable;

/** A run that did not finish. */
public abstract sealed class RunException extends RuntimeException permits RunFailure, RunCancelledException {
    private static final long serialVersionUID = 1L;

    RunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
