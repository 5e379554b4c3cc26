package dev.anabranch.benchmarks.jvms;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of {@link WorkerJvms}: does what it is told on its standard input, and ends with it. */
final class WorkerJvm {
    private static final Lap NOTHING = new Lap(0, new long[0]);
    /** What a text may have in a message. */
    private static final int LONGEST = 20_000;

    private final Seat seat;
    private final Map<Integer, Part> parts = new HashMap<>();

    private WorkerJvm(Seat seat) {
        this.seat = seat;
    }

    /** @param arguments which it is, and of how many */
    public static void main(String[] arguments) throws IOException {
        DataInputStream from = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream to = new DataOutputStream(new BufferedOutputStream(System.out));
        // What is printed must not come between the answers.
        System.setOut(System.err);
        new WorkerJvm(new Seat(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))).serve(from, to);
        System.exit(0);
    }

    private void serve(DataInputStream from, DataOutputStream to) throws IOException {
        while (true) {
            byte command;
            try {
                command = from.readByte();
            } catch (EOFException end) {
                return;
            }
            try {
                Lap lap = obey(command, from);
                to.writeByte(WorkerJvms.DONE);
                to.writeLong(lap.ended());
                to.writeInt(lap.values().length);
                for (long value : lap.values()) {
                    to.writeLong(value);
                }
            } catch (Exception | LinkageError failure) {
                StringWriter text = new StringWriter();
                failure.printStackTrace(new PrintWriter(text));
                to.writeByte(WorkerJvms.FAILED);
                to.writeUTF(text.getBuffer()
                        .substring(0, Math.min(LONGEST, text.getBuffer().length())));
            }
            to.flush();
        }
    }

    private Lap obey(byte command, DataInputStream from) throws Exception {
        int number = from.readInt();
        switch (command) {
            case WorkerJvms.MAKE -> parts.put(number, made(from));
            case WorkerJvms.READY -> part(number).ready(Path.of(from.readUTF()));
            case WorkerJvms.GO -> {
                return part(number).run();
            }
            default -> {
                part(number).close();
                parts.remove(number);
            }
        }
        return NOTHING;
    }

    private Part part(int number) {
        Part part = parts.get(number);
        if (part == null) {
            throw new IllegalStateException("no part " + number);
        }
        return part;
    }

    private Part made(DataInputStream from) throws Exception {
        String kind = from.readUTF();
        List<String> arguments = new ArrayList<>();
        for (int left = from.readInt(); left > 0; left--) {
            arguments.add(from.readUTF());
        }
        Constructor<? extends Part> constructor =
                Class.forName(kind).asSubclass(Part.class).getDeclaredConstructor(Seat.class, List.class);
        constructor.setAccessible(true);
        return constructor.newInstance(seat, arguments);
    }
}
