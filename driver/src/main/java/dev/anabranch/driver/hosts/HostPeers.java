package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.wire.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A coordinator's connections to the hosts of its run. */
final class HostPeers {
    private final List<String> hosts;
    private final @Nullable Peer[] peers;

    /** @param hosts the plan's */
    HostPeers(List<String> hosts) {
        this.hosts = hosts;
        this.peers = new Peer[hosts.size()];
    }

    /**
     * Connects to all of them.
     *
     * @param addresses where they listen
     * @param keys the folder of keys, for who reads of a failure
     * @throws RunFailure if one has no address, cannot be reached, or is another; all of those are named
     */
    void connect(Transport transport, Map<String, PeerAddress> addresses, Path keys) {
        List<CompletableFuture<Peer>> connecting = new ArrayList<>();
        for (String host : hosts) {
            PeerAddress address = addresses.get(host);
            if (address == null) {
                throw new RunFailure(
                        FailureKind.INFRASTRUCTURE,
                        "host " + host + " has no address; write it into the cluster file: { name: " + host
                                + ", address: \"10.0.0.5:7411\", ... }",
                        null);
            }
            connecting.add(transport.connect(address).toCompletableFuture());
        }
        List<String> unreachable = new ArrayList<>();
        for (int host = 0; host < peers.length; host++) {
            String name = hosts.get(host);
            try {
                Peer peer = connecting.get(host).join();
                if (!peer.id().name().equals(name)) {
                    unreachable.add(addresses.get(name) + " is host " + peer.id() + ", not " + name);
                }
                peers[host] = peer;
            } catch (CompletionException failed) {
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                unreachable.add("host " + name + ": " + cause.getMessage());
            }
        }
        if (!unreachable.isEmpty()) {
            throw new RunFailure(
                    FailureKind.INFRASTRUCTURE,
                    String.join("\n  ", unreachable)
                            + "\n  a host is served by, on it: anabranch host NAME --listen ADDRESS --keys " + keys,
                    null);
        }
    }

    int size() {
        return peers.length;
    }

    /** A host's peer, once connected. */
    @Nullable
    Peer of(int host) {
        return peers[host];
    }

    void tell(int host, Message message) {
        Peer peer = peers[host];
        if (peer != null) {
            // Who does not hear is gone, which is an event of its own.
            peer.offer(message);
        }
    }

    void tellAll(Message message) {
        for (int host = 0; host < peers.length; host++) {
            tell(host, message);
        }
    }
}
