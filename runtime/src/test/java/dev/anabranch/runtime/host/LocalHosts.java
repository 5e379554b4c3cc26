package dev.anabranch.runtime.host;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.runtime.RunException;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.local.LocalNetwork;
import dev.anabranch.runtime.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The hosts of a run in one process, each with a store of its own, joined by a network of names. */
final class LocalHosts {
    private static final long RUN = 7;

    private LocalHosts() {}

    /** What arrives goes to the host's share. */
    private static final class Door implements Arrivals {
        private volatile @Nullable HostShare share;

        @Override
        public void joined(Peer peer) {}

        @Override
        public boolean message(Peer peer, Message message) {
            if (message instanceof Message.OfGang ofGang) {
                share().gang(peer, ofGang);
            } else {
                share().number(peer, (Message.NumberReady) message);
            }
            return true;
        }

        @Override
        public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
            return share().land(peer, announcement);
        }

        @Override
        public void left(PeerId peer, Departure departure) {}

        private HostShare share() {
            HostShare known = share;
            if (known == null) {
                throw new IllegalStateException("something came before the share was ready");
            }
            return known;
        }
    }

    /** An end that takes nothing. */
    static Arrivals deaf() {
        return new Arrivals() {
            @Override
            public void joined(Peer peer) {}

            @Override
            public boolean message(Peer peer, Message message) {
                return true;
            }

            @Override
            public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
                return Landing.NOWHERE;
            }

            @Override
            public void left(PeerId peer, Departure departure) {}
        };
    }

    /**
     * Runs a plan to its end.
     *
     * @param outputs by host
     * @throws RunException of the first host that failed
     */
    static void run(FlowProgram program, ExecutionPlan plan, List<? extends OutputSink> outputs) {
        run(program, plan, outputs, RunOptions.defaults());
    }

    /**
     * Runs a plan to its end.
     *
     * @param outputs by host
     * @param options those of each host, but for the outputs
     * @throws RunException of the first host that failed
     */
    static void run(FlowProgram program, ExecutionPlan plan, List<? extends OutputSink> outputs, RunOptions options) {
        run(program, plan, outputs, options, shares -> {});
    }

    /**
     * Runs a plan to its end.
     *
     * @param outputs by host
     * @param options those of each host, but for the outputs
     * @param beside what is done with the shares while they run
     * @throws RunException of the first host that failed
     */
    static void run(
            FlowProgram program,
            ExecutionPlan plan,
            List<? extends OutputSink> outputs,
            RunOptions options,
            Consumer<List<HostShare>> beside) {
        run(program, plan, outputs, options, beside, (from, peer) -> peer);
    }

    /**
     * Runs a plan to its end.
     *
     * @param outputs by host
     * @param options those of each host, but for the outputs
     * @param beside what is done with the shares while they run
     * @param seen what a host, of which the name is given, sees of its peers
     * @throws RunException of the first host that failed
     */
    static void run(
            FlowProgram program,
            ExecutionPlan plan,
            List<? extends OutputSink> outputs,
            RunOptions options,
            Consumer<List<HostShare>> beside,
            BiFunction<String, Peer, Peer> seen) {
        List<String> names = Deal.hosts(plan);
        LocalNetwork network = new LocalNetwork();
        List<Door> doors = new ArrayList<>();
        List<Transport> ends = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(names.size());
        try {
            for (String name : names) {
                Door door = new Door();
                doors.add(door);
                // Small chunks, so that what is sent on is sent on in parts.
                ends.add(network.open(TransportSettings.of(new PeerId(name)).withChunks(1 << 16, 1 << 18), door));
            }
            List<HostShare> shares = new ArrayList<>();
            for (int host = 0; host < names.size(); host++) {
                List<@Nullable Peer> peers = new ArrayList<>();
                for (int other = 0; other < names.size(); other++) {
                    peers.add(
                            other == host
                                    ? null
                                    : seen.apply(
                                            names.get(host),
                                            ends.get(host)
                                                    .connect(ends.get(other)
                                                            .address()
                                                            .orElseThrow())
                                                    .toCompletableFuture()
                                                    .join()));
                }
                HostShare share =
                        new HostShare(program, plan, options.withOutputs(outputs.get(host)), RUN, host, peers, names);
                doors.get(host).share = share;
                shares.add(share);
            }
            List<CompletableFuture<byte[]>> running = new ArrayList<>();
            for (HostShare share : shares) {
                running.add(CompletableFuture.supplyAsync(share::run, threads).whenComplete((measured, failure) -> {
                    if (failure != null) {
                        shares.forEach(HostShare::cancel);
                    }
                }));
            }
            beside.accept(shares);
            CompletableFuture.anyOf(running.stream()
                            .map(future -> future.thenCompose(
                                    done -> CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new))))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RunException known ? known : failed;
        } finally {
            ends.forEach(Transport::close);
            threads.shutdown();
        }
    }
}
