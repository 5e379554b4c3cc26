package dev.anabranch.benchmarks.jvms;

import dev.anabranch.runtime.process.JavaCommand;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Java virtual machines like this one, which wait on their standard input for what to do. One thread uses them. */
public final class WorkerJvms implements AutoCloseable {
    static final byte MAKE = 1;
    static final byte READY = 2;
    static final byte GO = 3;
    static final byte CLOSE = 4;

    static final byte DONE = 1;
    static final byte FAILED = 2;

    private static final long PATIENCE_SECONDS = 5;

    private final List<Jvm> jvms = new ArrayList<>();
    private int made;

    private WorkerJvms() {}

    private record Jvm(Process process, DataOutputStream to, DataInputStream from) {}

    /** Starts so many, with the flags and the class path of this one. */
    public static WorkerJvms start(int count) {
        WorkerJvms all = new WorkerJvms();
        try {
            // What a measurement that was killed has left in memory.
            RunFolder.sweep(RunFolder.parent());
            for (int number = 0; number < count; number++) {
                Process process = new ProcessBuilder(JavaCommand.like(
                                WorkerJvm.class.getName(), List.of(Integer.toString(number), Integer.toString(count))))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                all.jvms.add(new Jvm(
                        process,
                        new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
                        new DataInputStream(new BufferedInputStream(process.getInputStream()))));
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw new UncheckedIOException(e);
        }
    }

    /** How many there are. */
    public int count() {
        return jvms.size();
    }

    /** Has all threads of each run where a placement says; whether that was done, which needs {@code taskset}. */
    public boolean place(Placement placement) {
        Processors all = Processors.ofThisProcess();
        if (all.numbers().size() < jvms.size()) {
            return false;
        }
        for (int number = 0; number < jvms.size(); number++) {
            if (!placement.of(number, all).bind(jvms.get(number).process().pid())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Has each make a part of a kind.
     *
     * @param arguments of its constructor
     */
    public Parts make(Class<? extends Part> kind, List<String> arguments) {
        int number = made++;
        send(to -> {
            to.writeByte(MAKE);
            to.writeInt(number);
            to.writeUTF(kind.getName());
            to.writeInt(arguments.size());
            for (String argument : arguments) {
                to.writeUTF(argument);
            }
        });
        answers();
        return new Parts(this, number);
    }

    void ready(int number, Path folder) {
        send(to -> {
            to.writeByte(READY);
            to.writeInt(number);
            to.writeUTF(folder.toString());
        });
        answers();
    }

    List<Lap> go(int number) {
        send(to -> {
            to.writeByte(GO);
            to.writeInt(number);
        });
        return answers();
    }

    void close(int number) {
        send(to -> {
            to.writeByte(CLOSE);
            to.writeInt(number);
        });
        answers();
    }

    private interface Message {
        void write(DataOutputStream to) throws IOException;
    }

    private void send(Message message) {
        try {
            for (Jvm jvm : jvms) {
                message.write(jvm.to());
                jvm.to().flush();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException("a worker JVM has ended", gone);
        }
    }

    private List<Lap> answers() {
        List<Lap> laps = new ArrayList<>();
        for (int number = 0; number < jvms.size(); number++) {
            DataInputStream from = jvms.get(number).from();
            try {
                if (from.readByte() == FAILED) {
                    throw new IllegalStateException("worker JVM " + number + ": " + from.readUTF());
                }
                long ended = from.readLong();
                long[] values = new long[from.readInt()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = from.readLong();
                }
                laps.add(new Lap(ended, values));
            } catch (EOFException gone) {
                throw new IllegalStateException("worker JVM " + number + " has ended", gone);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return laps;
    }

    /** Has them end: they do so when there is nothing more to read. */
    @Override
    public void close() {
        for (Jvm jvm : jvms) {
            try {
                jvm.to().close();
                if (!jvm.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    jvm.process().destroyForcibly();
                }
            } catch (IOException gone) {
                jvm.process().destroyForcibly();
            } catch (InterruptedException stop) {
                jvm.process().destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
