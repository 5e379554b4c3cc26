package dev.anabranch.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run that failed: whose failure it is, in which task instance, and what its author wrote where. */
public sealed class RunFailure extends RunException permits LeakException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable String instance;
    private final @Nullable String place;

    /**
     * A failure in a task instance.
     *
     * @param kind whose it is
     * @param instance the instance as its author knows it, {@code mean[step: 24]}
     * @param place where its equation is written, {@code ensemble.flow:15}
     * @param found what went wrong, a sentence without a full stop
     * @param cause what a task threw, its stack without the runtime's part
     */
    public RunFailure(FailureKind kind, String instance, String place, String found, @Nullable Throwable cause) {
        super(instance + " (" + place + "): " + found, cause);
        this.kind = kind;
        this.instance = instance;
        this.place = place;
    }

    /** A failure that is not one task's. */
    public RunFailure(FailureKind kind, String found, @Nullable Throwable cause) {
        super(found, cause);
        this.kind = kind;
        this.instance = null;
        this.place = null;
    }

    /** What went wrong, without the instance in which it did. */
    public final String found() {
        String message = String.valueOf(getMessage());
        return instance == null ? message : message.substring((instance + " (" + place + "): ").length());
    }

    /** Whose failure it is. */
    public final FailureKind kind() {
        return kind;
    }

    /** The task instance as its author knows it, if it is one task's failure. */
    public final Optional<String> instance() {
        return Optional.ofNullable(instance);
    }

    /** Where the instance's equation is written, {@code file:line}, if it is one task's failure. */
    public final Optional<String> place() {
        return Optional.ofNullable(place);
    }
}
