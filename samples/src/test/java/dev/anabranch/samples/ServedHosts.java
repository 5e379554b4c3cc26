package dev.anabranch.samples;

import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.hosts.HostDaemon;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.security.PlanSigner;
import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.transport.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hosts of this process on loopback, with keys of their own. */
final class ServedHosts implements AutoCloseable {
    private final Path folder;
    private final KeyFolder keys;
    private final Map<String, HostDaemon> daemons = new LinkedHashMap<>();

    /** @param folder where their keys and files are to lie */
    ServedHosts(Path folder, List<String> names) throws IOException, ExposedAddressException {
        this.folder = folder;
        this.keys = new KeyFolder(Files.createDirectories(folder.resolve("keys")));
        RunToken.generate(new SecureRandom()).write(keys.folder().resolve(KeyFolder.TOKEN));
        PlanSigner.create(keys.folder().resolve(KeyFolder.PLAN_KEY));
        for (String name : names) {
            add(name, Long.MAX_VALUE);
        }
    }

    /** One more host, which may take so many bytes. */
    void add(String name, long memory) throws IOException, ExposedAddressException {
        daemons.put(
                name,
                HostDaemon.start(new HostDaemon.Settings(
                        name,
                        new PeerAddress.Tcp("127.0.0.1", 0),
                        keys,
                        folder.resolve("store-" + name),
                        memory,
                        line -> {})));
    }

    /** All of them as a place to run. */
    RunSite site() {
        return site(List.copyOf(daemons.keySet()));
    }

    /** Some of them. */
    RunSite site(List<String> names) {
        Map<String, PeerAddress> addresses = new LinkedHashMap<>();
        names.forEach(name -> addresses.put(name, daemons.get(name).address()));
        return new RunSite.Hosts(addresses, keys);
    }

    @Override
    public void close() {
        daemons.values().forEach(HostDaemon::close);
    }
}
