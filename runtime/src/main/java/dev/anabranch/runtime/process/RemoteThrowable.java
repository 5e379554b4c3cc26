package dev.anabranch.runtime.process;

import dev.anabranch.runtime.wire.Message;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

    static void write(DataOutputStream out, Throwable thrown) throws IOException {
        String text = thrown.toString();
        out.writeUTF(shortened(text, LONGEST_TEXT));
        StackTraceElement[] stack = thrown.getStackTrace();
        int frames = Math.min(stack.length, DEEPEST_STACK);
        out.writeInt(frames);
        for (int i = 0; i < frames; i++) {
            out.writeUTF(stack[i].getModuleName() == null ? "" : stack[i].getModuleName());
            out.writeUTF(stack[i].getClassName());
            out.writeUTF(stack[i].getMethodName());
            out.writeUTF(stack[i].getFileName() == null ? "" : stack[i].getFileName());
            out.writeInt(stack[i].getLineNumber());
        }
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
            StackTraceElement[] stack = chain.get(i).frames().stream()
                    .map(frame -> element(frame.module(), frame.type(), frame.method(), frame.file(), frame.line()))
                    .toArray(StackTraceElement[]::new);
            cause = new RemoteThrowable(chain.get(i).text(), stack, cause);
        }
        return cause;
    }

    private static StackTraceElement element(String module, String type, String method, String file, int line) {
        return new StackTraceElement(
                null, module.isEmpty() ? null : module, null, type, method, file.isEmpty() ? null : file, line);
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + " ...";
    }

    /** A chain of causes, the first being the failure's. */
    static @Nullable RemoteThrowable read(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LONGEST_CHAIN) {
            throw new IOException("a failure with " + count + " causes");
        }
        List<String> texts = new ArrayList<>();
        List<StackTraceElement[]> stacks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
            int frames = in.readInt();
            if (frames < 0 || frames > DEEPEST_STACK) {
                throw new IOException("a stack of " + frames + " frames");
            }
            StackTraceElement[] stack = new StackTraceElement[frames];
            for (int frame = 0; frame < frames; frame++) {
                String module = in.readUTF();
                String type = in.readUTF();
                String method = in.readUTF();
                String file = in.readUTF();
                stack[frame] = element(module, type, method, file, in.readInt());
            }
            stacks.add(stack);
        }
        RemoteThrowable cause = null;
        for (int i = count - 1; i >= 0; i--) {
            cause = new RemoteThrowable(texts.get(i), stacks.get(i), cause);
        }
        return cause;
    }

    /** As it was where it was thrown. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
