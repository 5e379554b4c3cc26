package dev.anabranch.runtime.process;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.output.PublishedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker processes of a run: started, told what to do, listened to, and gone when this is closed. One thread uses it; what
 * processes say and how they end comes to it through one queue.
 */
public final class WorkerProcesses implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(WorkerProcesses.class);
    /** What Java says of an experimental module, on standard error, before anything else. */
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";
    /** How long processes may take to end a run that has failed. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int SIGNALS = 128;

    /** Something that happened to a process; no message where it has ended. */
    private record Event(
            int process,
            @Nullable ControlMessage message,
            @Nullable ControlChannel from) {}

    /** The variable of the environment in which a process finds what it has to say to be listened to. */
    public static final String TOKEN = "ANABRANCH_RUN_TOKEN";

    private static final int TOKEN_BYTES = 16;

    private final ServerSocketChannel server;
    private final String token = newToken();
    private final List<Process> processes = new ArrayList<>();
    private final @Nullable ControlChannel[] channels;
    private final boolean[] ended;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread hook = new Thread(this::kill, "kill-workers");
    private @Nullable RunFailure failure;
    private boolean stopped;
    private long stoppedAt;
    private int waiting;

    private WorkerProcesses(ServerSocketChannel server, int count) {
        this.server = server;
        this.channels = new ControlChannel[count];
        this.ended = new boolean[count];
        this.waiting = count;
    }

    /**
     * Starts processes.
     *
     * @param socket where they find this one
     * @param command of a process, by its number
     * @param said is told what processes print on their standard error
     */
    public static WorkerProcesses start(
            Path socket, int count, IntFunction<List<String>> command, Consumer<String> said) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        WorkerProcesses all = new WorkerProcesses(server, count);
        boolean started = false;
        try {
            Runtime.getRuntime().addShutdownHook(all.hook);
            all.thread("accept-workers", all::accept);
            for (int number = 0; number < count; number++) {
                all.launch(number, command.apply(number), said);
            }
            started = true;
            return all;
        } finally {
            if (!started) {
                all.close();
            }
        }
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void launch(int number, List<String> command, Consumer<String> said) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // Not among the arguments, which other users of the machine can see.
        builder.environment().put(TOKEN, token);
        Process process = builder.start();
        processes.add(process);
        thread("errors-of-worker-process-" + number, () -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.equals(WARNING)) {
                        said.accept(line);
                    }
                }
            } catch (IOException gone) {
                LOGGER.debug("nothing more is heard of worker process {}", number, gone);
            }
        });
        var unused = process.onExit().thenRun(() -> events.add(new Event(number, null, null)));
    }

    private void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                ControlChannel channel = new ControlChannel(server.accept());
                thread("listen-to-worker", () -> listen(channel));
            }
        } catch (IOException closed) {
            LOGGER.debug("no more worker processes are expected", closed);
        }
    }

    private void listen(ControlChannel channel) {
        try {
            ControlMessage first = channel.receive();
            if (!(first instanceof ControlMessage.Hello hello)
                    || !MessageDigest.isEqual(
                            hello.token().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))
                    || hello.process() < 0
                    || hello.process() >= channels.length) {
                channel.close();
                return;
            }
            for (ControlMessage message = first; message != null; message = channel.receive()) {
                events.add(new Event(hello.process(), message, channel));
            }
        } catch (IOException broken) {
            LOGGER.debug("a worker process is not heard any more", broken);
        }
    }

    /** What a coordinator knows about processes and does for them. */
    public interface Course {
        /** The settings of a process. */
        Map<String, String> job(int process);

        /** All are about to begin. */
        void begins();

        /** A file was published. */
        void published(PublishedFile file);

        /** A dataset of so many bytes was kept against a crash. */
        void kept(long bytes);

        /** A dataset could not be kept. */
        void missed(String name, String why);

        /** Has all workers end, those of processes that do not listen included. */
        void stop() throws IOException;

        /** A process in words: its workers, and how many tasks it had finished. */
        String describe(int process);
    }

    /**
     * Has all processes do their jobs, and waits until they have.
     *
     * @return the failure of the run, if it failed
     * @throws InterruptedException if this thread was interrupted; the processes have then been told to stop
     */
    public Optional<RunFailure> run(Course course) throws IOException, InterruptedException {
        int ready = 0;
        while (waiting > 0) {
            Event event = stopped
                    ? events.poll(stoppedAt + PATIENCE_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS)
                    : events.take();
            if (event == null) {
                break;
            }
            if (event.message() == null) {
                died(event.process(), course);
                continue;
            }
            ControlMessage message = event.message();
            if (message instanceof ControlMessage.Hello && event.from() != null) {
                channels[event.process()] = event.from();
                send(event.process(), new ControlMessage.Job(course.job(event.process())));
            } else if (message instanceof ControlMessage.Ready && ++ready == channels.length && !stopped) {
                course.begins();
                for (int process = 0; process < channels.length; process++) {
                    send(process, new ControlMessage.Go());
                }
            } else if (message instanceof ControlMessage.Published published) {
                course.published(published.file());
            } else if (message instanceof ControlMessage.Kept kept) {
                course.kept(kept.bytes());
                // What was made before a failure is still being written: nobody is killed for that.
                stoppedAt = System.nanoTime();
            } else if (message instanceof ControlMessage.Missed missed) {
                course.missed(missed.name(), missed.why());
            } else if (message instanceof ControlMessage.Failed failed) {
                fail(failed.failure(), course);
            } else if (message instanceof ControlMessage.Ended) {
                end(event.process());
                send(event.process(), new ControlMessage.Leave());
            }
        }
        return Optional.ofNullable(failure);
    }

    /** Has all processes stop; the next {@link #run} waits for them. */
    public void stop(Course course) throws IOException {
        if (!stopped) {
            stopped = true;
            stoppedAt = System.nanoTime();
            course.stop();
            for (int process = 0; process < channels.length; process++) {
                send(process, new ControlMessage.Stop());
            }
        }
    }

    private void fail(RunFailure found, Course course) throws IOException {
        if (failure == null) {
            failure = found;
        }
        stop(course);
    }

    private void end(int process) {
        if (!ended[process]) {
            ended[process] = true;
            waiting--;
        }
    }

    private void died(int number, Course course) throws IOException {
        if (ended[number]) {
            return;
        }
        end(number);
        Process process = processes.get(number);
        int status = process.exitValue();
        String how = status > SIGNALS ? "was killed by signal " + (status - SIGNALS) : "ended with exit code " + status;
        if (!stopped || failure == null) {
            fail(
                    new RunFailure(
                            FailureKind.INFRASTRUCTURE,
                            "worker process " + number + " (pid " + process.pid() + ", " + course.describe(number)
                                    + ") " + how,
                            null),
                    course);
        }
    }

    private void send(int process, ControlMessage message) {
        ControlChannel channel = channels[process];
        if (channel != null) {
            try {
                channel.send(message);
            } catch (IOException gone) {
                // Its end is an event of its own.
                LOGGER.debug("worker process {} does not hear {}", process, message, gone);
            }
        }
    }

    private void kill() {
        processes.forEach(Process::destroyForcibly);
    }

    /** Kills what still runs, and waits until it is gone. */
    @Override
    public void close() {
        try {
            server.close();
            for (ControlChannel channel : channels) {
                if (channel != null) {
                    channel.close();
                }
            }
        } catch (IOException unimportant) {
            LOGGER.debug("a socket could not be closed", unimportant);
        }
        boolean interrupted = Thread.interrupted();
        try {
            for (Process process : processes) {
                // Those that have done their work end by themselves.
                if (!process.waitFor(stopped ? 0 : 2, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException again) {
            interrupted = true;
            kill();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            LOGGER.debug("the hook runs already", shuttingDown);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
