package dev.anabranch.benchmarks.hosts;

import dev.anabranch.driver.hosts.HostAddress;
import dev.anabranch.driver.hosts.HostDaemon;
import dev.anabranch.driver.hosts.KeyFolder;
import java.nio.file.Path;

/** What a host's process does: it serves the host, and prints where. */
public final class HostProcess {
    private HostProcess() {}

    /**
     * Serves until it is killed.
     *
     * @param arguments name, address, folder of keys, folder of the store
     */
    public static void main(String[] arguments) throws Exception {
        try (HostDaemon daemon = HostDaemon.start(new HostDaemon.Settings(
                arguments[0],
                HostAddress.parse(arguments[1]),
                new KeyFolder(Path.of(arguments[2])),
                Path.of(arguments[3]),
                Long.MAX_VALUE,
                line -> {}))) {
            System.out.println(daemon.address());
            daemon.await();
        }
    }
}
