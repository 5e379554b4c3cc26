package dev.anabranch.driver;

import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.runtime.transport.PeerAddress;
import java.util.Map;

/** Where a flow runs. */
public sealed interface RunSite {
    /** In this process, a thread for each worker. */
    record ThisProcess() implements RunSite {}

    /**
     * In worker processes of this machine.
     *
     * @param count how many, from 1 to the number of workers
     */
    record Processes(int count) implements RunSite {}

    /**
     * On hosts that are served by {@link dev.anabranch.driver.hosts.HostDaemon}.
     *
     * @param addresses where the plan's hosts listen
     * @param keys by what they and this process know each other
     */
    record Hosts(Map<String, PeerAddress> addresses, KeyFolder keys) implements RunSite {
        public Hosts {
            addresses = Map.copyOf(addresses);
        }
    }
}
