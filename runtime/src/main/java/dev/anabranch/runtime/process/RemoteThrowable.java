package dev.anabranch.runtime.process;

import dev.anabranch.runtime.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was thrown in another process: its text and its stack, without its class. */
@SuppressWarnings("OverrideThrowableToString") // its class is another's, and so is what that says of itself
final class RemoteThrowable extends Exception {
    private static final long serialVersionUID = 1L;

    static final int LONGEST_CHAIN = 10;
    private static final int LONGEST_TEXT = 8_000;
    private static final int DEEPEST_STACK = 100;

    private RemoteThrowable(String text, StackTraceElement[] stack, @Nullable Throwable cause) {
        super(text, cause);
        setStackTrace(stack);
    }

    /** What others are told of something thrown. */
    static Message.Thrown tell(Throwable thrown) {
        List<Message.Frame> frames = new ArrayList<>();
        StackTraceElement[] stack = thrown.getStackTrace();
        for (int i = 0; i < Math.min(stack.length, DEEPEST_STACK); i++) {
            frames.add(new Message.Frame(
                    Objects.requireNonNullElse(stack[i].getModuleName(), ""),
                    stack[i].getClassName(),
                    stack[i].getMethodName(),
                    Objects.requireNonNullElse(stack[i].getFileName(), ""),
                    stack[i].getLineNumber()));
        }
        return new Message.Thrown(shortened(thrown.toString(), LONGEST_TEXT), frames);
    }

    /** A chain of causes as another told it, the first being the failure's. */
    static @Nullable RemoteThrowable heard(List<Message.Thrown> chain) {
        RemoteThrowable cause = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            StackTraceElement[] stack =
                    chain.get(i).frames().stream().map(RemoteThrowable::element).toArray(StackTraceElement[]::new);
            cause = new RemoteThrowable(chain.get(i).text(), stack, cause);
        }
        return cause;
    }

    private static StackTraceElement element(Message.Frame frame) {
        return new StackTraceElement(
                null,
                frame.module().isEmpty() ? null : frame.module(),
                null,
                frame.type(),
                frame.method(),
                frame.file().isEmpty() ? null : frame.file(),
                frame.line());
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + " ...";
    }

    /** As it was where it was thrown. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
