package dev.anabranch.benchmarks.transport;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.nats.NatsTransport;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Two ends of a transport in this process, and what goes between them. */
@SuppressWarnings("FutureReturnValueIgnored") // what is done with a result stands in its callback
final class OwnTransport implements AutoCloseable {
    private static final TransportSettings HERE = TransportSettings.of(new PeerId("here"));
    private static final TransportSettings THERE = TransportSettings.of(new PeerId("there"));

    private final Transport here;
    private final Transport there;
    private final Peer peer;
    private final boolean spinning;
    private final BufferAllocator allocator = new RootAllocator();
    private final Receiver receiver;
    private final Sender sender;

    /** How one end is opened. */
    private interface Opening {
        Transport open(TransportSettings settings, Arrivals arrivals) throws Exception;
    }

    private OwnTransport(boolean spinning, Opening opening) throws Exception {
        this.spinning = spinning;
        receiver = new Receiver();
        sender = new Sender();
        there = opening.open(THERE, receiver);
        here = opening.open(HERE, sender);
        peer = here.connect(there.address().orElseThrow()).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Over sockets, unix-domain or TCP. */
    static OwnTransport sockets(boolean unix, boolean spinning) throws Exception {
        SocketOptions options = SocketOptions.standard().withSpinning(spinning);
        Path folder = Files.createTempDirectory("anabranch");
        folder.toFile().deleteOnExit();
        return new OwnTransport(
                spinning,
                (settings, arrivals) -> NettyTransport.listening(
                        settings,
                        options,
                        arrivals,
                        unix
                                ? new PeerAddress.Unix(
                                        folder.resolve(settings.self().name()))
                                : new PeerAddress.Tcp("127.0.0.1", 0)));
    }

    /** Over a server. */
    static OwnTransport nats(URI server) throws Exception {
        return new OwnTransport(
                false,
                (settings, arrivals) ->
                        NatsTransport.open(server, "benchmark", settings, SocketOptions.standard(), arrivals));
    }

    /** Seconds of so many round trips of a small message; a spinning end does not fall asleep between. */
    double roundTrips(int count) throws InterruptedException {
        Message ask = new Message.Milestone(1, Message.Point.CLOCK, 0);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            sender.answered = false;
            peer.offer(ask);
            if (spinning) {
                while (!sender.answered) {
                    // the answer is written by a thread that does not rest either
                }
            } else {
                sender.answers.acquire();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        sender.answers.drainPermits();
        return seconds;
    }

    /** Seconds until so many datasets have landed, in memory that is there and used again. */
    double stream(int size, int count) throws Exception {
        try (ArrowBuf from = allocator.buffer(size);
                ArrowBuf into = allocator.buffer(size)) {
            Touch.pages(from.nioBuffer(0, size));
            Touch.pages(into.nioBuffer(0, size));
            receiver.into = into;
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                peer.send(new OutgoingDataset(
                                new Message.DatasetAnnouncement(
                                        new DatasetId(1, i), "bytes", Octets.none(), DatasetLayout.of(size)),
                                List.of(from)))
                        .whenComplete((done, failure) -> sender.sent.release());
            }
            receiver.landed.acquire(count);
            double seconds = (System.nanoTime() - start) / 1e9;
            sender.sent.acquire(count);
            return seconds;
        }
    }

    @Override
    public void close() {
        here.close();
        there.close();
        allocator.close();
    }

    private static class Sender implements Arrivals {
        private final Semaphore answers = new Semaphore(0);
        private final Semaphore sent = new Semaphore(0);
        private volatile boolean answered;

        @Override
        public void joined(Peer joined) {}

        @Override
        public boolean message(Peer from, Message message) {
            answered = true;
            answers.release();
            return true;
        }

        @Override
        public Landing land(Peer from, Message.DatasetAnnouncement announcement) {
            return Landing.NOWHERE;
        }

        @Override
        public void left(PeerId who, Departure departure) {}
    }

    private static final class Receiver extends Sender {
        private final Semaphore landed = new Semaphore(0);

        @SuppressWarnings("NullAway.Init") // set before anything is sent
        private volatile ArrowBuf into;

        @Override
        public boolean message(Peer from, Message message) {
            return from.offer(message);
        }

        @Override
        public Landing land(Peer from, Message.DatasetAnnouncement announcement) {
            return new Landing() {
                @Override
                public ArrowBuf memory() {
                    return into;
                }

                @Override
                public void landed() {
                    landed.release();
                }

                @Override
                public void broken(String reason) {}
            };
        }
    }
}
