package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.cli.metrics.HostMetrics;
import dev.anabranch.cli.metrics.MetricsAddress;
import dev.anabranch.cli.metrics.MetricsServer;
import dev.anabranch.driver.hosts.HostAddress;
import dev.anabranch.driver.hosts.HostDaemon;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves this machine as a host of a cluster. */
@Command(
        name = "host",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves this machine as a host of a cluster until it is stopped. It runs the share that",
            "plans give it, if they are signed with its coordinator's key, one run at a time, and keeps",
            "plans and compiled classes, so that a flow that runs again starts at once.",
            "Ctrl-C or SIGTERM stops it: it takes no new run and lets the running one go on for a while."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch host a --keys keys",
            "  anabranch host a --listen 10.0.0.5 --keys keys --memory 64GiB",
            "  anabranch host a --listen 10.0.0.5:7500 --store /var/lib/anabranch --drain 10min",
            "  anabranch host a --listen 10.0.0.5 --metrics 9411"
        })
final class HostCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(index = "0", paramLabel = "NAME", description = "The host's name in cluster files.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where coordinators and other hosts connect: an address of this machine, perhaps with a port"
                    + " (default: ${DEFAULT-VALUE}, port 7411; port 0 takes any that is free).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String listen;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = ".anabranch/host",
            description = "Where plans, classes and datasets that wait on disk are kept (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path store;

    @Mixin
    private MemoryOption memory = new MemoryOption();

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long a run may go on once the host is to stop (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String drain;

    @Option(
            names = "--metrics",
            paramLabel = "ADDRESS",
            description =
                    "Serves metrics for Prometheus at http://ADDRESS/metrics: a port, or a loopback address with a port"
                            + " (port 0 takes any that is free). They are not served by default.")
    private @Nullable String metrics;

    @Option(names = "--json", description = "Prints what happens as JSON objects, one a line.")
    private boolean json;

    HostCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        if (!PeerId.isName(name) || name.indexOf('/') >= 0) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "A host's name has letters, digits, '.', '_' and '-', unlike `" + name + "`.");
        }
        Duration patience = patience();
        KeyFolder folder = keys.folder();
        HostDaemon.Settings settings = new HostDaemon.Settings(
                name,
                address(),
                folder,
                store,
                memory.bytes().orElse(Long.MAX_VALUE),
                line -> say(JsonNodeFactory.instance.objectNode().put("event", line), line));
        try {
            serve(settings, patience);
        } catch (NoSuchFileException | FileNotFoundException missing) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "A key is missing: " + missing.getMessage() + ".");
        } catch (IOException | ExposedAddressException failed) {
            throw new CommandFailure(ExitCode.RUN_FAILED, "The host cannot be served: " + failed.getMessage() + ".");
        }
        return ExitCode.DONE.status();
    }

    private void serve(HostDaemon.Settings settings, Duration patience)
            throws CommandFailure, IOException, ExposedAddressException, InterruptedException {
        @Nullable InetSocketAddress watched = metricsAddress();
        try (HostDaemon daemon = HostDaemon.start(settings);
                @Nullable HostMetrics measured = watched == null ? null : new HostMetrics(name, daemon::counts);
                @Nullable
                        MetricsServer server = watched == null || measured == null
                                ? null
                                : MetricsServer.start(watched, measured::text)) {
            if (server != null) {
                say(
                        JsonNodeFactory.instance.objectNode().put("metrics", server.url()),
                        "host " + name + " serves metrics at " + server.url());
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon, patience), "stop-host"));
            String guards = settings.keys().guards().orElse("nothing");
            say(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("listens", daemon.address().toString())
                            .put("guards", guards),
                    "host " + name + " listens on " + daemon.address() + ", guarded by " + guards);
            daemon.await();
        }
    }

    private @Nullable InetSocketAddress metricsAddress() throws CommandFailure, ExposedAddressException {
        if (metrics == null) {
            return null;
        }
        try {
            return MetricsAddress.parse(metrics);
        } catch (IllegalArgumentException none) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "--metrics: " + none.getMessage() + ".");
        }
    }

    private void stop(HostDaemon daemon, Duration patience) {
        try {
            daemon.drain(patience);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        daemon.close();
        say(JsonNodeFactory.instance.objectNode().put("event", "stopped"), "host " + name + " has stopped");
    }

    /** Who waits for a line of it, such as a script, reads it at once. */
    private void say(ObjectNode object, String line) {
        screen.out().println(json ? object.put("host", name).toString() : line);
        screen.out().flush();
    }

    private PeerAddress address() throws CommandFailure {
        try {
            return HostAddress.parse(listen);
        } catch (IllegalArgumentException none) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "--listen: " + none.getMessage() + ".");
        }
    }

    private Duration patience() throws CommandFailure {
        OptionalDouble seconds = Quantity.seconds(drain);
        if (seconds.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "--drain takes a duration such as 30s, not `" + drain + "`.");
        }
        return Duration.ofMillis((long) (seconds.getAsDouble() * 1e3));
    }
}
