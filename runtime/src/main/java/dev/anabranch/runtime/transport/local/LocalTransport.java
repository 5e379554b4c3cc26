package dev.anabranch.runtime.transport.local;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.ConnectException;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Handshake;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.WireException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The transport between ends of one process: messages pass as they are, datasets are copied once, into the memory that the
 * receiver gives. Each end has one thread, on which its owner is told everything.
 */
public final class LocalTransport implements Transport {
    private static final int PATIENCE_SECONDS = 10;

    private final LocalNetwork network;
    private final TransportSettings settings;
    private final Arrivals arrivals;
    private final ExecutorService thread;
    private final SecureRandom chance = new SecureRandom();
    private final Map<PeerId, LocalPeer> peers = new LinkedHashMap<>();
    private boolean closed;

    LocalTransport(LocalNetwork network, TransportSettings settings, Arrivals arrivals) {
        this.network = network;
        this.settings = settings;
        this.arrivals = arrivals;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "arrivals of " + settings.self());
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public PeerId self() {
        return settings.self();
    }

    @Override
    public Optional<PeerAddress> address() {
        return Optional.of(new PeerAddress.Named(settings.self()));
    }

    TransportSettings settings() {
        return settings;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Runs a step of this end after those before it; nothing after the end has stopped. */
    void run(Runnable step) {
        synchronized (this) {
            if (!thread.isShutdown()) {
                thread.execute(step);
            }
        }
    }

    @Override
    public CompletionStage<Peer> connect(PeerAddress address) {
        LocalTransport there = address instanceof PeerAddress.Named named ? network.find(named.peer()) : null;
        if (there == null || there == this) {
            return CompletableFuture.failedFuture(
                    new ConnectException(address, "no other peer of this process has that name", null));
        }
        try {
            shakeHands(there);
        } catch (WireException e) {
            return CompletableFuture.failedFuture(new ConnectException(address, e.reason(), null));
        }
        // Always in the same order, so that two ends that connect at once do not wait for each other.
        boolean first = self().compareTo(there.self()) < 0;
        synchronized (first ? this : there) {
            synchronized (first ? there : this) {
                LocalPeer known = peers.get(there.self());
                if (known != null) {
                    return known.joining();
                }
                if (closed || there.closed) {
                    return CompletableFuture.failedFuture(new ConnectException(address, "it is closed", null));
                }
                LocalPeer to = new LocalPeer(this, there.self());
                LocalPeer from = new LocalPeer(there, self());
                to.meets(from);
                from.meets(to);
                peers.put(there.self(), to);
                there.peers.put(self(), from);
                run(to::join);
                there.run(from::join);
                return to.joining();
            }
        }
    }

    private void shakeHands(LocalTransport there) throws WireException {
        Handshake mine = new Handshake(self(), settings.token(), chance);
        Handshake theirs = new Handshake(there.self(), there.settings.token(), there.chance);
        theirs.verify(mine.proof(theirs.challenge(mine.hello(Lane.CONTROL))));
    }

    void forget(LocalPeer peer) {
        synchronized (this) {
            peers.remove(peer.id(), peer);
        }
    }

    @Override
    public void close() {
        CompletableFuture<?>[] gone =
                stop().stream().map(peer -> peer.leave("it was closed")).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(gone).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            cut();
        }
        end();
    }

    @Override
    public void abort() {
        stop();
        cut();
        end();
    }

    private void cut() {
        Departure lost = new Departure(Departure.Kind.LOST, "the connection ended without a goodbye");
        for (LocalPeer peer : known()) {
            peer.cut(lost);
        }
    }

    private List<LocalPeer> stop() {
        network.remove(this);
        synchronized (this) {
            closed = true;
            return List.copyOf(peers.values());
        }
    }

    private synchronized List<LocalPeer> known() {
        return List.copyOf(peers.values());
    }

    private void end() {
        synchronized (this) {
            thread.shutdown();
        }
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
