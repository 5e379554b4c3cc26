package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import dev.anabranch.runtime.wire.Message;
import java.util.Optional;

/** Calls as messages. What a code means must never change, so the codes are written down here. */
final class CallMessages {
    private static final int NONE = -1;

    private CallMessages() {}

    static Message.GangCall write(long run, int gang, int rank, long number, Call call, int port) {
        ElementType type = call.type();
        ReduceOperation operation = call.operation();
        return new Message.GangCall(
                run,
                gang,
                rank,
                number,
                code(call.what()),
                type == null ? NONE : code(type),
                call.count(),
                operation == null ? NONE : code(operation),
                call.root(),
                port);
    }

    /** The call of a message; empty if it is none. */
    static Optional<Call> read(Message.GangCall message) {
        for (Collective what : Collective.values()) {
            if (code(what) == message.what()) {
                return read(message, what);
            }
        }
        return Optional.empty();
    }

    private static Optional<Call> read(Message.GangCall message, Collective what) {
        ElementType type = null;
        for (ElementType each : ElementType.values()) {
            type = code(each) == message.type() ? each : type;
        }
        ReduceOperation operation = null;
        for (ReduceOperation each : ReduceOperation.values()) {
            operation = code(each) == message.operation() ? each : operation;
        }
        boolean known = (type != null || message.type() == NONE) && (operation != null || message.operation() == NONE);
        return known ? Optional.of(new Call(what, type, message.count(), operation, message.root())) : Optional.empty();
    }

    private static int code(Collective what) {
        return switch (what) {
            case MEETING -> 0;
            case BARRIER -> 1;
            case BROADCAST -> 2;
            case ALL_REDUCE -> 3;
            case ALL_GATHER -> 4;
            case REDUCE_SCATTER -> 5;
        };
    }

    private static int code(ElementType type) {
        return switch (type) {
            case F64 -> 0;
            case F32 -> 1;
            case I64 -> 2;
            case I32 -> 3;
            case BOOL -> 4;
        };
    }

    private static int code(ReduceOperation operation) {
        return switch (operation) {
            case SUM -> 0;
            case MIN -> 1;
            case MAX -> 2;
        };
    }
}
