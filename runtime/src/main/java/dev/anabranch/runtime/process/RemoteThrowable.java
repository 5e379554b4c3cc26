package dev.anabranch.runtime.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
        out.writeUTF(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " ...");
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
                stack[frame] = new StackTraceElement(
                        null,
                        module.isEmpty() ? null : module,
                        null,
                        type,
                        method,
                        file.isEmpty() ? null : file,
                        in.readInt());
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
