package dev.anabranch.runtime.process;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.wire.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failures of runs as messages: told by one host, heard by another. */
public final class RemoteFailures {
    private RemoteFailures() {}

    /** What others are told of a failure; what is longer than a message may be is cut. */
    public static Message.Failure tell(long run, RunFailure failure) {
        List<Message.Thrown> causes = new ArrayList<>();
        for (Throwable cause = failure.getCause();
                cause != null && causes.size() < RemoteThrowable.LONGEST_CHAIN;
                cause = cause.getCause()) {
            causes.add(RemoteThrowable.tell(cause));
        }
        return new Message.Failure(
                run,
                blame(failure.kind()),
                failure.instance().orElse(""),
                failure.place().orElse(""),
                RemoteThrowable.shortened(failure.found(), ControlMessage.LONGEST_FINDING),
                causes);
    }

    /** The failure that a host has told. */
    public static RunFailure heard(Message.Failure message) {
        @Nullable RemoteThrowable cause = RemoteThrowable.heard(message.causes());
        FailureKind kind = kind(message.blame());
        return message.instance().isEmpty()
                ? new RunFailure(kind, message.found(), cause)
                : new RunFailure(kind, message.instance(), message.place(), message.found(), cause);
    }

    private static Message.Blame blame(FailureKind kind) {
        return switch (kind) {
            case USER -> Message.Blame.USER;
            case INFRASTRUCTURE -> Message.Blame.INFRASTRUCTURE;
            case OURS -> Message.Blame.OURS;
        };
    }

    private static FailureKind kind(Message.Blame blame) {
        return switch (blame) {
            case USER -> FailureKind.USER;
            case INFRASTRUCTURE -> FailureKind.INFRASTRUCTURE;
            case OURS -> FailureKind.OURS;
        };
    }
}
