package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.cli.certs.CertificateAuthority;
import dev.anabranch.cli.certs.CertificateException;
import dev.anabranch.cli.certs.CertifiedHost;
import dev.anabranch.cli.certs.SecretFiles;
import dev.anabranch.driver.hosts.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the certificates by which hosts know each other. */
@Command(
        name = "certs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes certificates by which hosts know each other over mutual TLS, and in a folder that has",
            "none an authority that signs them; or a token, a secret that all of them have; and the key that plans",
            "are signed with. For development and for clusters without an authority of their own. Files that are",
            "there already are never overwritten."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch certs keys coordinator a=10.0.0.5 b=10.0.0.6,node6.example.org",
            "  anabranch certs keys node7.example.org --days 30",
            "  anabranch certs keys --token"
        })
final class CertsCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder to write, which is made if need be.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "HOST",
            description = "NAME or NAME=ADDRESS,...: the host's name among its peers, and under which names or"
                    + " addresses others connect to it (default: its name). Who runs flows is the host coordinator.")
    private List<String> hosts = List.of();

    @Option(names = "--token", description = "Makes a run token, in place of certificates or besides.")
    private boolean token;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "365",
            description = "How long the hosts' certificates are good (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--json", description = "Prints the written files as a JSON object.")
    private boolean json;

    CertsCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws CommandFailure {
        if (days < 1) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "Certificates are good for at least a day: --days " + days + ".");
        }
        if (hosts.isEmpty() && !token) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "Name hosts for certificates, or give --token for a secret that all hosts share.");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, folder + " is a file; certificates need a folder.");
        }
        try {
            List<CertifiedHost> certified = new ArrayList<>();
            for (String host : hosts) {
                certified.add(CertifiedHost.parse(host));
            }
            List<Path> written = new ArrayList<>();
            Optional<Instant> until = Optional.empty();
            if (!certified.isEmpty()) {
                CertificateAuthority.Issued issued = CertificateAuthority.issue(
                        folder,
                        certified,
                        Duration.ofDays(days),
                        Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS), // as certificates have it
                        new SecureRandom());
                written.addAll(issued.files());
                until = Optional.of(issued.until());
            }
            written.addAll(SecretFiles.add(folder, token));
            print(written, until);
            return ExitCode.DONE.status();
        } catch (CertificateException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.RUN_FAILED, "The certificates cannot be made: " + e.getMessage() + ".");
        }
    }

    private void print(List<Path> written, Optional<Instant> until) {
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            until.ifPresent(moment -> node.put("until", moment.toString()));
            ArrayNode files = node.putArray("files");
            written.forEach(file -> files.add(file.toString()));
            screen.out().println(node.toPrettyString());
            return;
        }
        written.forEach(file -> screen.out().println("wrote " + file));
        screen.out().println();
        if (until.isPresent()) {
            screen.out().println("The hosts' certificates are good for " + days + (days == 1 ? " day." : " days."));
            screen.out()
                    .println("Give each host its own two files and " + CertificateAuthority.NAME + ".pem. Keep "
                            + CertificateAuthority.NAME + ".key away from all hosts.");
        }
        screen.out()
                .println("Give each host " + KeyFolder.PLAN_KEY + ".pub" + (token ? " and " + KeyFolder.TOKEN : "")
                        + ". Keep " + KeyFolder.PLAN_KEY + " where flows are run from, and nowhere else.");
    }
}
