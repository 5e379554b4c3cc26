package dev.anabranch.driver;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.codegen.kernel.VectorKernels;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import dev.anabranch.runtime.checkpoint.CheckpointKeys;
import dev.anabranch.runtime.host.ProcessShare;
import dev.anabranch.runtime.output.ArrowOutputs;
import dev.anabranch.runtime.output.PublishedFile;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanSource;
import dev.anabranch.runtime.process.ControlChannel;
import dev.anabranch.runtime.process.ControlMessage;
import dev.anabranch.runtime.process.WorkerProcesses;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker process: takes its job from the coordinator that started it, runs its share of the plan, and ends. When the
 * coordinator is gone it ends at once, and takes away what the processes shared.
 */
public final class WorkerMain {
    static final String PLAN = "plan";
    static final String CLASS_PATH = "class path";
    static final String OUTPUTS = "outputs";
    static final String MEMORY = "memory";
    static final String TRACE = "trace";
    static final String PROCESSES = "processes";
    /** Where datasets are kept against a crash; not there if none are. */
    static final String CHECKPOINTS = "checkpoints";
    /** Whether they are to stay after a good end. */
    static final String KEPT_FOR_LATER = "kept for later";

    private static final int ORPHAN = 75;
    private static final int ATTEMPTS = 20;
    private static final Logger LOGGER = LoggerFactory.getLogger(WorkerMain.class);

    private final RunFolder folder;
    private final int process;
    private final ControlChannel channel;
    private final BlockingQueue<ControlMessage> inbox = new LinkedBlockingQueue<>();
    private volatile @Nullable ProcessShare running;

    private WorkerMain(RunFolder folder, int process, ControlChannel channel) {
        this.folder = folder;
        this.process = process;
        this.channel = channel;
    }

    /**
     * Runs a share.
     *
     * @param arguments the folder of the run and the number of the process
     */
    public static void main(String[] arguments) throws IOException {
        // The command's output is the coordinator's.
        System.setOut(System.err);
        RunFolder folder = RunFolder.of(Path.of(arguments[0]));
        int process = Integer.parseInt(arguments[1]);
        SocketChannel socket;
        try {
            socket = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()));
        } catch (IOException nobody) {
            leave(folder);
            return;
        }
        String token = String.valueOf(System.getenv(WorkerProcesses.TOKEN));
        new WorkerMain(folder, process, new ControlChannel(socket)).work(token);
        // Threads that tasks have left behind do not keep it.
        System.exit(0);
    }

    private void work(String token) throws IOException {
        Thread listener = new Thread(this::listen, "coordinator");
        listener.setDaemon(true);
        listener.start();
        channel.send(new ControlMessage.Hello(process, token));
        try {
            share();
            channel.send(new ControlMessage.Ended(true));
        } catch (RunCancelledException stopped) {
            channel.send(new ControlMessage.Ended(false));
        } catch (RunFailure failure) {
            failed(failure);
        } catch (IOException unusable) {
            failed(new RunFailure(
                    FailureKind.INFRASTRUCTURE, "worker process " + process + ": " + unusable.getMessage(), unusable));
        } catch (RuntimeException | LinkageError mistake) {
            failed(new RunFailure(FailureKind.OURS, "worker process " + process + ": " + mistake, mistake));
        }
        // Until all was heard: what is said and how a process ends come to the coordinator by different ways.
        while (!(next() instanceof ControlMessage.Leave)) {
            LOGGER.debug("worker process {} has ended already", process);
        }
    }

    private void failed(RunFailure failure) throws IOException {
        channel.send(new ControlMessage.Failed(failure));
        channel.send(new ControlMessage.Ended(false));
    }

    private void share() throws IOException {
        if (!(next() instanceof ControlMessage.Job job)) {
            throw new IOException("the coordinator gave no job");
        }
        Map<String, String> settings = job.settings();
        PlanFolder plan = PlanFolder.open(Path.of(setting(settings, PLAN)));
        FlowProgram program = new FlowRun(taskClasses(setting(settings, CLASS_PATH))).program(plan);
        ExecutionPlan execution = ExecutionPlan.read(PlanSource.directory(plan.path()));
        RunOptions options = RunOptions.defaults()
                .withOutputs(new ArrowOutputs(Path.of(setting(settings, OUTPUTS)), this::published))
                .withScratch(Path.of(setting(settings, OUTPUTS)))
                .withMemoryLimit(Long.parseLong(setting(settings, MEMORY)))
                .withTrace(Path.of(setting(settings, TRACE)))
                .withKernels(VectorKernels.available());
        if (settings.containsKey(CHECKPOINTS)) {
            options = options.withCheckpoints(new ToldCheckpoints(
                    new CheckpointFolder(Path.of(setting(settings, CHECKPOINTS))),
                    CheckpointKeys.read(folder.keys()),
                    Boolean.parseBoolean(setting(settings, KEPT_FOR_LATER)),
                    channel));
        }
        Deal deal = Deal.even(Integer.parseInt(setting(settings, PROCESSES)), execution.workers());
        ProcessShare share = new ProcessShare(program, execution, options, folder, deal, process);
        channel.send(new ControlMessage.Ready());
        ControlMessage next = next();
        if (next instanceof ControlMessage.Go) {
            running = share;
            if (inbox.peek() instanceof ControlMessage.Stop) {
                share.cancel();
            }
            share.run();
        } else {
            throw new RunCancelledException(program.flow());
        }
    }

    /** The coordinator's next message. */
    private ControlMessage next() throws IOException {
        try {
            return inbox.take();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while nothing was to be done");
        }
    }

    private void listen() {
        while (true) {
            @Nullable ControlMessage message = null;
            try {
                message = channel.receive();
            } catch (IOException broken) {
                LOGGER.debug("worker process {} does not hear the coordinator any more", process, broken);
            }
            if (message == null) {
                leave(folder);
                return;
            }
            @Nullable ProcessShare share = running;
            if (message instanceof ControlMessage.Stop && share != null) {
                share.cancel();
            } else {
                inbox.add(message);
            }
            if (message instanceof ControlMessage.Leave) {
                // What the run shared is the coordinator's now, and its silence means nothing any more.
                return;
            }
        }
    }

    /** Nobody is left to hear what becomes of the run. */
    private static void leave(RunFolder folder) {
        // Tasks of this process and others go on making files until they have ended.
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(folder.path()); attempt++) {
            try {
                folder.delete();
            } catch (IOException | UncheckedIOException notYet) {
                LOGGER.debug("what the run shared is still in use", notYet);
            }
        }
        Runtime.getRuntime().halt(ORPHAN);
    }

    private void published(PublishedFile file) {
        try {
            channel.send(new ControlMessage.Published(file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String setting(Map<String, String> settings, String name) throws IOException {
        String value = settings.get(name);
        if (value == null) {
            throw new IOException("the job has no " + name);
        }
        return value;
    }

    private static ClassLoader taskClasses(String urls) throws MalformedURLException {
        ClassLoader own = WorkerMain.class.getClassLoader();
        if (urls.isEmpty()) {
            return own;
        }
        String[] each = urls.split("\n", -1);
        URL[] path = new URL[each.length];
        for (int i = 0; i < each.length; i++) {
            path[i] = new URL(each[i]);
        }
        return new URLClassLoader(path, own);
    }
}
