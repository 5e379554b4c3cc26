package dev.anabranch.cli;

import dev.anabranch.driver.hosts.KeyFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** By what hosts and those who run flows on them know each other. */
final class KeysOption {
    @Option(
            names = "--keys",
            paramLabel = "DIR",
            defaultValue = ".anabranch/keys",
            description = "The keys by which hosts and commands know each other, as `certs` makes them"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path keys;

    KeyFolder folder() {
        return new KeyFolder(keys);
    }
}
