package dev.anabranch.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.ConnectException;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Relay;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The laws of {@link Transport}, as tests. A test class of an implementation extends this one and says how an end is opened;
 * jqwik runs what it inherits.
 */
public abstract class TransportContract {
    private static final int SECONDS = 30;

    private final List<Transport> opened = new ArrayList<>();
    private final List<ArrowBuf> made = new ArrayList<>();
    private BufferAllocator memory = new RootAllocator();
    private RecordedArrivals atA = new RecordedArrivals(memory);
    private RecordedArrivals atB = new RecordedArrivals(memory);

    /**
     * Opens an end that listens.
     *
     * @param settings with the name {@code a} or {@code b}, of which each is opened once a test
     * @return with an address that the other end can connect to
     */
    protected abstract Transport open(TransportSettings settings, Arrivals arrivals) throws Exception;

    /** Bytes that lie between the ends however little the receiver takes, beside the window: buffers of sockets, of servers. */
    protected long bytesUnderWay() {
        return 16 << 20;
    }

    @BeforeTry
    final void begin() {
        memory = new RootAllocator();
        atA = new RecordedArrivals(memory);
        atB = new RecordedArrivals(memory);
    }

    @AfterTry
    final void end() {
        opened.forEach(Transport::close);
        opened.clear();
        made.forEach(ArrowBuf::close);
        made.clear();
        assertThat(atA.joinedSoFar()).hasSameSizeAs(atA.left());
        assertThat(atB.joinedSoFar()).hasSameSizeAs(atB.left());
        atA.close();
        atB.close();
        memory.close(); // throws where a buffer was not given back
    }

    private static TransportSettings settings(String name) {
        return TransportSettings.of(new PeerId(name))
                .withHeartbeat(Duration.ofMillis(500), Duration.ofSeconds(5))
                .withChunks(1 << 18, 1 << 20);
    }

    private Transport opened(TransportSettings settings, Arrivals arrivals) {
        try {
            Transport transport = open(settings, arrivals);
            opened.add(transport);
            return transport;
        } catch (Exception e) {
            throw new AssertionError("cannot open " + settings.self(), e);
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("waited for what did not come", e);
        }
    }

    private static PeerAddress addressOf(Transport transport) {
        return transport.address().orElseThrow();
    }

    /** Two ends, connected: what A has of B. */
    private Peer connected() {
        Transport a = opened(settings("a"), atA);
        Transport b = opened(settings("b"), atB);
        Peer peer = get(a.connect(addressOf(b)));
        atB.awaitJoined(1);
        return peer;
    }

    private OutgoingDataset dataset(int slot, long seed, long... lengths) {
        Random random = new Random(seed);
        List<ArrowBuf> buffers = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        for (long length : lengths) {
            ArrowBuf buffer = memory.buffer(Math.max(1, length));
            byte[] bytes = new byte[Math.toIntExact(length)];
            random.nextBytes(bytes);
            buffer.setBytes(0, bytes);
            buffers.add(buffer);
            sizes.add(length);
        }
        made.addAll(buffers);
        return new OutgoingDataset(
                new Message.DatasetAnnouncement(
                        new DatasetId(7, slot), "bytes", Octets.of((byte) slot), new DatasetLayout(sizes)),
                buffers);
    }

    private static void assertSame(OutgoingDataset sent, RecordedArrivals.Received received) {
        assertThat(received.announcement()).isEqualTo(sent.announcement());
        for (int i = 0; i < sent.buffers().size(); i++) {
            byte[] expected = new byte
                    [Math.toIntExact(sent.announcement().layout().lengths().get(i))];
            sent.buffers().get(i).getBytes(0, expected);
            assertThat(received.buffer(i)).isEqualTo(expected);
        }
    }

    /** Offers messages, as an author does who waits when the lane is full. */
    private static void offerAll(Peer peer, List<? extends Message> messages) {
        for (Message message : messages) {
            while (!peer.offer(message)) {
                CompletableFuture<Void> again = new CompletableFuture<>();
                peer.whenWritable(() -> again.complete(null));
                get(again);
            }
        }
    }

    private static List<Message.Progress> progress(int count, int width) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Message.Progress(1, "w".repeat(width), i, count))
                .toList();
    }

    /** Both ends know each other's name. */
    @Example
    void endsKnowEachOther() {
        Peer b = connected();
        assertThat(b.id()).isEqualTo(new PeerId("b"));
        assertThat(atA.awaitJoined(1).get(0).id()).isEqualTo(new PeerId("b"));
        assertThat(atB.awaitJoined(1).get(0).id()).isEqualTo(new PeerId("a"));
    }

    /** Messages of both directions arrive, each once and in order. */
    @Example
    void messagesKeepTheirOrder() {
        Peer b = connected();
        Peer a = atB.awaitJoined(1).get(0);
        List<Message.Progress> sent = progress(20_000, 3);
        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> offerAll(a, sent));
        offerAll(b, sent);
        get(back);
        assertThat(atB.awaitMessages(sent.size())).isEqualTo(sent);
        assertThat(atA.awaitMessages(sent.size())).isEqualTo(sent);
        assertThat(atB.broken()).isEmpty();
    }

    /** Datasets arrive whole, in order, with every buffer where the layout says; empty ones too. */
    @Example
    void datasetsLandWhole() {
        Peer b = connected();
        List<OutgoingDataset> sent = List.of(
                dataset(0, 1, 0),
                dataset(1, 2),
                dataset(2, 3, 1),
                dataset(3, 4, 100, 0, 7, 64, 1),
                dataset(4, 5, (1 << 18) - 1, 3, (1 << 18) + 1),
                dataset(5, 6, 5_000_011),
                dataset(6, 7, 64, 1 << 18, 64));
        List<CompletableFuture<Void>> done = sent.stream().map(b::send).toList();
        done.forEach(TransportContract::get);
        List<RecordedArrivals.Received> received = atB.awaitDatasets(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            assertSame(sent.get(i), received.get(i));
        }
        assertThat(atB.broken()).isEmpty();
    }

    /** Datasets of arbitrary buffers, both ways at once. */
    @Example
    void datasetsCrossEachOther() {
        Peer b = connected();
        Peer a = atB.awaitJoined(1).get(0);
        Random random = new Random(11);
        List<OutgoingDataset> sent = IntStream.range(0, 40)
                .mapToObj(i -> dataset(
                        i,
                        i,
                        random.longs(random.nextInt(5), 0, 1 << random.nextInt(1, 20))
                                .toArray()))
                .toList();
        List<CompletableFuture<Void>> done = Stream.concat(
                        sent.stream().map(b::send), sent.stream().map(a::send))
                .toList();
        done.forEach(TransportContract::get);
        List<RecordedArrivals.Received> there = atB.awaitDatasets(sent.size());
        List<RecordedArrivals.Received> here = atA.awaitDatasets(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            assertSame(sent.get(i), there.get(i));
            assertSame(sent.get(i), here.get(i));
        }
    }

    /** What is sent on while it lands goes as far as it has come, and what follows it waits. */
    @Example
    void whatIsNotThereYetIsWaitedFor() {
        Peer b = connected();
        Relay relay = new Relay(Landing.NOWHERE);
        OutgoingDataset whole = dataset(0, 1, 3 << 18, 17, 5 << 18);
        OutgoingDataset next = dataset(1, 2, 100);
        CompletableFuture<Void> sent =
                b.send(new OutgoingDataset(whole.announcement(), whole.buffers(), relay.supply()));
        CompletableFuture<Void> following = b.send(next);
        for (long there = 0; there < 8 << 18; there += 100_000) {
            relay.filled(there);
        }
        assertThat(sent).isNotDone();
        assertThat(following).isNotDone();
        relay.landed();
        get(sent);
        get(following);
        List<RecordedArrivals.Received> received = atB.awaitDatasets(2);
        assertSame(whole, received.get(0));
        assertSame(next, received.get(1));
    }

    /** What will not come breaks the lane, as the receiver could tell it from what follows by nothing else. */
    @Example
    void whatWillNotComeBreaksTheLane() {
        Peer b = connected();
        Relay relay = new Relay(Landing.NOWHERE);
        OutgoingDataset whole = dataset(0, 1, 8 << 18);
        CompletableFuture<Void> sent =
                b.send(new OutgoingDataset(whole.announcement(), whole.buffers(), relay.supply()));
        relay.filled(2 << 18);
        relay.broken("its sender is gone");
        assertThat(atA.awaitLeft(1)).hasSize(1);
        assertThat(atB.awaitLeft(1)).hasSize(1);
        assertThat(sent).isCompletedExceptionally();
        assertThat(atB.datasetsSoFar()).isEmpty();
    }

    /** What nobody needs is passed over, and what follows is not disturbed. */
    @Example
    void whatNobodyNeedsIsPassedOver() {
        Peer b = connected();
        atB.setUninterested(true);
        OutgoingDataset dropped = dataset(0, 1, 700_001, 5);
        get(b.send(dropped));
        offerAll(b, List.of(new Message.Stop(1, "")));
        atB.awaitMessages(1);
        assertThat(atB.datasetsSoFar()).isEmpty();
    }

    /** A receiver without room stops the sender, whose buffers stay its own; with room everything comes. */
    @Example
    void aFullReceiverStopsDatasets() {
        Peer b = connected();
        atB.setFull(true);
        int size = 1 << 20;
        int count = (int) (2 * bytesUnderWay() / size) + 8;
        OutgoingDataset one = dataset(0, 1, size);
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            done.add(b.send(new OutgoingDataset(
                    new Message.DatasetAnnouncement(
                            new DatasetId(7, i),
                            "bytes",
                            Octets.none(),
                            one.announcement().layout()),
                    one.buffers())));
        }
        atB.awaitRefusal();
        // A message passes meanwhile: the lanes do not wait for each other.
        atA.setFull(false);
        Peer a = atB.awaitJoined(1).get(0);
        offerAll(a, List.of(new Message.Stop(1, "back")));
        atA.awaitMessages(1);
        assertThat(done.stream().filter(CompletableFuture::isDone).count() * size)
                .isLessThan(bytesUnderWay());
        assertThat(atB.datasetsSoFar()).isEmpty();
        atB.setFull(false);
        a.resume(Lane.BULK);
        done.forEach(TransportContract::get);
        atB.awaitDatasets(count);
    }

    /** The same of messages: offering answers no at some time, and after that everything arrives that was taken. */
    @Example
    void aFullReceiverStopsMessages() {
        Peer b = connected();
        atB.setFull(true);
        List<Message.Progress> all = progress(200_000, 400);
        int taken = 0;
        while (taken < all.size()) {
            if (!b.offer(all.get(taken))) {
                // Perhaps only this end's thread was behind: it is full when nothing moves.
                CompletableFuture<Void> again = new CompletableFuture<>();
                b.whenWritable(() -> again.complete(null));
                try {
                    again.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    break;
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
                continue;
            }
            taken++;
        }
        assertThat(taken * 400L).isLessThan(2 * bytesUnderWay());
        atB.setFull(false);
        atB.awaitJoined(1).get(0).resume(Lane.CONTROL);
        assertThat(atB.awaitMessages(taken)).isEqualTo(all.subList(0, taken));
    }

    /** Whoever connects again gets the same peer, and the other end sees one. */
    @Example
    void aPairIsConnectedOnce() {
        Transport a = opened(settings("a"), atA);
        Transport b = opened(settings("b"), atB);
        Peer first = get(a.connect(addressOf(b)));
        Peer second = get(a.connect(addressOf(b)));
        Peer back = get(b.connect(addressOf(a)));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(back.id()).isEqualTo(new PeerId("a"));
        assertThat(atA.joinedSoFar()).hasSize(1);
        assertThat(atB.joinedSoFar()).hasSize(1);
    }

    /** Both ends connect at once: each gets the other, once. */
    @Example
    void endsThatConnectAtOnceMeet() {
        Transport a = opened(settings("a"), atA);
        Transport b = opened(settings("b"), atB);
        var there = a.connect(addressOf(b));
        var back = b.connect(addressOf(a));
        offerAll(get(there), progress(100, 1));
        offerAll(get(back), progress(100, 1));
        assertThat(atB.awaitMessages(100)).isEqualTo(progress(100, 1));
        assertThat(atA.awaitMessages(100)).isEqualTo(progress(100, 1));
        assertThat(atA.joinedSoFar()).hasSize(1);
        assertThat(atB.joinedSoFar()).hasSize(1);
    }

    /** A goodbye comes after everything that was sent before it, and says why. */
    @Example
    void aGoodbyeComesLast() {
        Peer b = connected();
        List<OutgoingDataset> sent =
                IntStream.range(0, 8).mapToObj(i -> dataset(i, i, 900_000)).toList();
        List<CompletableFuture<Void>> done = sent.stream().map(b::send).toList();
        offerAll(b, progress(500, 10));
        get(b.leave("the run is done"));
        done.forEach(TransportContract::get);
        assertThat(atB.awaitLeft(1)).containsExactly(new Departure(Departure.Kind.GOODBYE, "the run is done"));
        assertThat(atB.left()).containsExactly(new PeerId("a"));
        assertThat(atB.awaitDatasets(8)).hasSize(8);
        assertThat(atB.awaitMessages(500)).hasSize(500);
        assertThat(atA.awaitLeft(1).get(0).kind()).isEqualTo(Departure.Kind.GOODBYE);
        assertThat(b.offer(new Message.Stop(1, ""))).isFalse();
    }

    /** An end that dies is reported with its name; its landing is broken, and what was sent to it fails. */
    @Example
    void aDeadPeerIsReported() throws Exception {
        Transport a = opened(settings("a"), atA);
        Transport b = opened(settings("b"), atB);
        Peer peer = get(a.connect(addressOf(b)));
        Peer back = atB.awaitJoined(1).get(0);
        atB.setFull(true);
        OutgoingDataset sent = dataset(0, 1, 64 << 20);
        CompletableFuture<Void> waiting = peer.send(sent);
        CompletableFuture<Void> behind = peer.send(sent);
        atB.awaitRefusal();
        b.abort();
        Departure departure = atA.awaitLeft(1).get(0);
        assertThat(departure.kind()).isIn(Departure.Kind.LOST, Departure.Kind.SILENT);
        assertThat(atA.left()).containsExactly(new PeerId("b"));
        assertThatThrownBy(() -> waiting.get(SECONDS, TimeUnit.SECONDS)).hasMessageContaining("b is gone");
        assertThatThrownBy(() -> behind.get(SECONDS, TimeUnit.SECONDS)).hasMessageContaining("b is gone");
        assertThat(peer.offer(new Message.Stop(1, ""))).isFalse();
        assertThatThrownBy(() -> peer.send(sent).get(SECONDS, TimeUnit.SECONDS)).hasMessageContaining("b is gone");
        atB.awaitLeft(1);
        assertThat(back.offer(new Message.Stop(1, ""))).isFalse();
    }

    /** A sender that dies breaks what is landing. */
    @Example
    void aDeadSenderBreaksItsLanding() {
        Transport a = opened(settings("a"), atA);
        Transport b = opened(settings("b"), atB);
        Peer peer = get(a.connect(addressOf(b)));
        OutgoingDataset sent = dataset(0, 1, 256 << 20);
        CompletableFuture<Void> waiting = peer.send(sent);
        atB.awaitLanding();
        a.abort();
        assertThat(atB.awaitLeft(1).get(0).kind()).isIn(Departure.Kind.LOST, Departure.Kind.SILENT);
        assertThat(atB.broken().size() + atB.datasetsSoFar().size()).isEqualTo(1);
        assertThat(waiting.handle((done, failure) -> true)).succeedsWithin(Duration.ofSeconds(SECONDS));
    }

    /** With a token, ends that have it meet, and others do not. */
    @Example
    void onlyWhoHasTheTokenIsLetIn() {
        RunToken token = RunToken.generate(new SecureRandom());
        Transport b = opened(settings("b").withToken(token), atB);
        Transport a = opened(settings("a").withToken(RunToken.generate(new SecureRandom())), atA);
        assertThatThrownBy(() -> a.connect(addressOf(b)).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectException.class)
                .hasMessageContaining("cannot connect to " + addressOf(b))
                .hasMessageContaining("token");
        assertThat(atB.joinedSoFar()).isEmpty();
    }

    /** The same token lets in. */
    @Example
    void theSameTokenLetsIn() {
        RunToken token = RunToken.generate(new SecureRandom());
        Transport b = opened(settings("b").withToken(token), atB);
        Transport a = opened(settings("a").withToken(token), atA);
        get(a.connect(addressOf(b)));
        atB.awaitJoined(1);
    }

    /** What the transport sends itself its owner cannot send. */
    @Example
    void ownersDoNotSendTheTransportsMessages() {
        Peer b = connected();
        assertThatThrownBy(() -> b.offer(new Message.Goodbye(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> b.offer(new Message.Stop(1, "x".repeat(2 << 20))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than the limit");
    }
}
