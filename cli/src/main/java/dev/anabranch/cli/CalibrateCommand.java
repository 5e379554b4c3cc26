package dev.anabranch.cli;

import dev.anabranch.driver.ThisMachine;
import dev.anabranch.driver.calibrate.CalibratedFile;
import dev.anabranch.driver.calibrate.Calibration;
import dev.anabranch.driver.calibrate.Figures;
import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.driver.hosts.HostAddress;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunException;
import dev.anabranch.runtime.transport.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a cluster and writes a cluster file that says what was found. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the hosts of a cluster file and the links between them, by flows that run there, and writes the",
            "file with what was found: speeds of workers, links, disks. All else in it stays. Hosts are served with",
            "`host`; where the file has no addresses, and where there is no file, this machine is measured."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch calibrate cluster.yaml --keys keys",
            "  anabranch calibrate cluster.yaml --keys keys --out cluster.yaml",
            "  anabranch calibrate --out this-machine.yaml",
            "  anabranch calibrate cluster.yaml --keys keys --json | jq .links.other_host.bandwidth"
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final long GIB = 1L << 30;

    private final Screen screen;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CLUSTER",
            description = "A cluster file; without it this machine, with a worker for each core.")
    private @Nullable Path file;

    @Mixin
    private KeysOption keys = new KeysOption();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write, which may be CLUSTER itself. Without it calibrated.yaml, which is never"
                    + " written over.")
    private @Nullable Path out;

    @Option(
            names = "--largest",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            description = "The most that is handed over at once, from 256KiB on: less takes less time, and says less"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String largest;

    @Option(names = "--json", description = "Prints what was measured as a JSON object.")
    private boolean json;

    CalibrateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandFailure {
        long most = most();
        SourceText source = source();
        DescribedCluster described = DiagnosticOutput.require(ClusterFile.describe(source), screen);
        requireMeasurable(source, described);
        Path target = target();
        Figures figures = measure(described, most);
        String text = CalibratedFile.text(source, figures, Clock.systemUTC().instant());
        DescribedCluster written = CalibratedFile.read(target.toString(), text);
        write(target, text);
        if (json) {
            screen.out().println(CalibrationJson.of(target, figures, written).toPrettyString());
        } else {
            new CalibrationPrinter(screen).print(target, figures, written);
        }
        return ExitCode.DONE.status();
    }

    private long most() throws CommandFailure {
        OptionalLong bytes = Quantity.bytes(largest);
        if (bytes.isEmpty() || bytes.getAsLong() < Calibration.LEAST_LARGEST || bytes.getAsLong() > GIB) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "--largest takes a size from 256KiB to 1GiB, not `" + largest + "`.");
        }
        return bytes.getAsLong();
    }

    private SourceText source() throws CommandFailure {
        if (file == null) {
            Host host = ThisMachine.cluster().hosts().get(0);
            return SourceText.of(
                    "this machine",
                    "hosts:\n  - { name: " + host.name() + ", workers: "
                            + host.speeds().size() + ", memory: " + host.memory() / GIB + "GiB }\n");
        }
        try {
            return SourceText.of(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "The cluster file cannot be read: " + e.getMessage() + ".");
        }
    }

    private void requireMeasurable(SourceText source, DescribedCluster described) throws CommandFailure {
        if (!CalibratedFile.canBeChanged(source)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    file + " has values that are references (`*name`) to others, which cannot be changed one by one."
                            + " Write them out.");
        }
        List<Host> hosts = described.cluster().hosts();
        for (Host host : hosts) {
            if (!PeerId.isName(host.name()) || host.name().indexOf('/') >= 0) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE,
                        "A host's name has letters, digits, '.', '_' and '-', unlike `" + host.name() + "`.");
            }
        }
        if (described.addresses().isEmpty() && hosts.size() == 1) {
            return;
        }
        List<String> silent = hosts.stream()
                .map(Host::name)
                .filter(host -> !described.addresses().containsKey(host))
                .toList();
        if (!silent.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    file + " does not say where " + String.join(", ", silent)
                            + (silent.size() == 1 ? " listens" : " listen")
                            + ". Write it there: { name: " + silent.get(0) + ", address: \"10.0.0.5:" + HostAddress.PORT
                            + "\", ... }, and serve each host with: anabranch host NAME");
        }
        Path folder = keys.folder().folder();
        if (keys.folder().guards().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "There are no keys in " + folder
                            + " by which hosts know this command. Name their folder with --keys;"
                            + " make keys with: anabranch certs " + folder + " --token");
        }
    }

    private Path target() throws CommandFailure {
        if (out != null) {
            if (Files.isDirectory(out)) {
                throw new CommandFailure(ExitCode.WRONG_USAGE, out + " is a folder; --out takes a file.");
            }
            return out;
        }
        Path standard = Path.of("calibrated.yaml");
        if (Files.exists(standard)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    standard + " is there already. Name the file to write with --out; " + standard
                            + " if it may be written over.");
        }
        return standard;
    }

    private Figures measure(DescribedCluster described, long most) throws CommandFailure {
        CalibrationProgress progress = new CalibrationProgress(screen, System::nanoTime);
        try {
            return Calibration.measure(described, keys.folder(), most, Path.of(".anabranch"), progress);
        } catch (RunCancelledException stopped) {
            throw new CommandFailure(ExitCode.RUN_FAILED, "The calibration was stopped; nothing was written.");
        } catch (RunException failed) {
            throw new CommandFailure(ExitCode.RUN_FAILED, "error: " + failed.getMessage());
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.RUN_FAILED, "The calibration failed: " + failed.getMessage());
        } finally {
            progress.clear();
        }
    }

    /** Aside first: a file that is written over is whole at any time. */
    private static void write(Path target, String text) throws CommandFailure {
        Path aside = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.writeString(aside, text);
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.RUN_FAILED, target + " cannot be written: " + failed.getMessage() + ".");
        }
    }
}
