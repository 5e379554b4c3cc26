package dev.anabranch.runtime.process;

import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.output.PublishedFile;
import dev.anabranch.runtime.wire.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a coordinator and its worker processes tell each other. */
public sealed interface ControlMessage {
    /**
     * A worker process has started.
     *
     * @param token what the coordinator told it, and nobody else
     */
    record Hello(int process, String token) implements ControlMessage {}

    /** What a process is to do: names and values that the launcher's two ends know. */
    record Job(Map<String, String> settings) implements ControlMessage {
        public Job {
            settings = Map.copyOf(settings);
        }
    }

    /** The process has loaded all it needs. */
    record Ready() implements ControlMessage {}

    /** All processes are ready: its workers may begin. */
    record Go() implements ControlMessage {}

    /** A file of the output catalogue is there. */
    record Published(PublishedFile file) implements ControlMessage {}

    /** The run failed in this process. */
    record Failed(RunFailure failure) implements ControlMessage {}

    /** The share has ended; whether it did all its tasks, or stopped because the run was. */
    record Ended(boolean whole) implements ControlMessage {}

    /** The run is to end. */
    record Stop() implements ControlMessage {}

    /** All that the process said has been heard, and it may go. */
    record Leave() implements ControlMessage {}

    /**
     * A dataset was kept against a crash.
     *
     * @param bytes of its file
     */
    record Kept(long bytes) implements ControlMessage {}

    /** A dataset could not be kept. */
    record Missed(String name, String why) implements ControlMessage {}

    /** The longest message, in bytes; what is longer is refused. */
    int LONGEST = 1 << 20;

    /** The longest text of a failure, in characters; the rest of it is left out. */
    int LONGEST_FINDING = 100_000;

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes in a message that has " + in.available() + " left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** The message as bytes. */
    static byte[] encode(ControlMessage message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (message instanceof Hello hello) {
            out.writeByte(1);
            out.writeInt(hello.process());
            text(out, hello.token());
        } else if (message instanceof Job job) {
            out.writeByte(2);
            out.writeInt(job.settings().size());
            for (Map.Entry<String, String> entry : new TreeMap<>(job.settings()).entrySet()) {
                text(out, entry.getKey());
                text(out, entry.getValue());
            }
        } else if (message instanceof Ready) {
            out.writeByte(3);
        } else if (message instanceof Go) {
            out.writeByte(4);
        } else if (message instanceof Published published) {
            out.writeByte(5);
            Publication publication = published.file().publication();
            text(out, publication.name());
            text(out, publication.index());
            text(out, publication.metadata());
            text(out, published.file().file().toString());
            out.writeLong(published.file().bytes());
        } else if (message instanceof Failed failed) {
            out.writeByte(6);
            failure(out, failed.failure());
        } else if (message instanceof Ended ended) {
            out.writeByte(7);
            out.writeBoolean(ended.whole());
        } else if (message instanceof Stop) {
            out.writeByte(8);
        } else if (message instanceof Kept kept) {
            out.writeByte(10);
            out.writeLong(kept.bytes());
        } else if (message instanceof Missed missed) {
            out.writeByte(11);
            text(out, missed.name());
            text(out, missed.why());
        } else {
            out.writeByte(9);
        }
        return bytes.toByteArray();
    }

    private static void failure(DataOutputStream out, RunFailure failure) throws IOException {
        Message.Failure told = RemoteFailures.tell(0, failure);
        text(out, told.blame().name());
        text(out, told.instance());
        text(out, told.place());
        text(out, told.found());
        out.writeInt(told.causes().size());
        for (Message.Thrown cause : told.causes()) {
            text(out, cause.text());
            out.writeInt(cause.frames().size());
            for (Message.Frame frame : cause.frames()) {
                text(out, frame.module());
                text(out, frame.type());
                text(out, frame.method());
                text(out, frame.file());
                out.writeInt(frame.line());
            }
        }
    }

    private static RunFailure failure(DataInputStream in) throws IOException {
        Message.Blame blame;
        try {
            blame = Message.Blame.valueOf(text(in));
        } catch (IllegalArgumentException unknown) {
            throw new IOException("a failure of an unknown kind", unknown);
        }
        String instance = text(in);
        String place = text(in);
        String found = text(in);
        List<Message.Thrown> causes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String thrown = text(in);
            List<Message.Frame> frames = new ArrayList<>();
            for (int calls = in.readInt(); calls > 0; calls--) {
                frames.add(new Message.Frame(text(in), text(in), text(in), text(in), in.readInt()));
            }
            causes.add(new Message.Thrown(thrown, frames));
        }
        return RemoteFailures.heard(new Message.Failure(0, blame, instance, place, found, causes));
    }

    private static Path path(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException none) {
            throw new IOException("a file that cannot be", none);
        }
    }

    /**
     * The message of bytes.
     *
     * @throws IOException if they are none
     */
    static ControlMessage decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        byte kind = in.readByte();
        return switch (kind) {
            case 1 -> new Hello(in.readInt(), text(in));
            case 2 -> {
                Map<String, String> settings = new TreeMap<>();
                for (int left = in.readInt(); left > 0; left--) {
                    String name = text(in);
                    settings.put(name, text(in));
                }
                yield new Job(settings);
            }
            case 3 -> new Ready();
            case 4 -> new Go();
            case 5 -> {
                Publication publication = new Publication(text(in), text(in), text(in));
                Path file = path(text(in));
                yield new Published(new PublishedFile(publication, file, in.readLong()));
            }
            case 6 -> new Failed(failure(in));
            case 7 -> new Ended(in.readBoolean());
            case 8 -> new Stop();
            case 9 -> new Leave();
            case 10 -> new Kept(in.readLong());
            case 11 -> new Missed(text(in), text(in));
            default -> throw new IOException("a message of the unknown kind " + kind);
        };
    }
}
