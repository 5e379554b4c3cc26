package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Relay;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.local.LocalNetwork;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** A network card takes first what comes first in its order, of what is there, and waits for nothing else. */
class PortTest {
    private static final int LARGE = 300 << 10;

    private BufferAllocator allocator;
    private LocalNetwork network;
    private Transport self;
    private Port port;
    private final Map<String, Receiver> receivers = new TreeMap<>();
    private final Map<String, Peer> peers = new LinkedHashMap<>();
    private final List<Transport> ends = new ArrayList<>();
    /** What has begun to arrive, anywhere. */
    private final List<Integer> begun = new ArrayList<>();

    private CountDownLatch ended = new CountDownLatch(0);

    @BeforeTry
    void open() {
        allocator = new RootAllocator();
        network = new LocalNetwork();
        self = network.open(TransportSettings.of(new PeerId("self")).withChunks(1 << 16, 1 << 18), new Receiver());
        port = new Port();
        ends.clear();
        synchronized (begun) {
            begun.clear();
        }
        for (String name : List.of("x", "y", "z")) {
            Receiver receiver = new Receiver();
            Transport end = network.open(TransportSettings.of(new PeerId(name)).withChunks(1 << 16, 1 << 18), receiver);
            ends.add(end);
            receivers.put(name, receiver);
            peers.put(
                    name,
                    self.connect(end.address().orElseThrow())
                            .toCompletableFuture()
                            .join());
        }
    }

    @AfterTry
    void close() {
        self.close();
        ends.forEach(Transport::close);
        allocator.close();
    }

    /** An end that may have no room, and writes down what comes. */
    private final class Receiver implements Arrivals {
        private volatile boolean full;
        private volatile @Nullable Peer held;

        @Override
        public void joined(Peer peer) {}

        @Override
        public boolean message(Peer peer, Message message) {
            return true;
        }

        @Override
        public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
            if (full) {
                held = peer;
                return null;
            }
            synchronized (begun) {
                begun.add(announcement.dataset().slot());
            }
            return Landing.NOWHERE;
        }

        @Override
        public void left(PeerId peer, Departure departure) {}

        void makeRoom() {
            full = false;
            Peer peer = held;
            if (peer != null) {
                peer.resume(Lane.BULK);
            }
        }
    }

    private List<Integer> begun() {
        synchronized (begun) {
            return List.copyOf(begun);
        }
    }

    private void send(int place, String to, int bytes) {
        ArrowBuf buffer = allocator.buffer(bytes);
        port.add(new PortSend(
                place, peer(to), new OutgoingDataset(announcement(place, bytes), List.of(buffer)), () -> true, () -> {
                    buffer.close();
                    ended.countDown();
                }));
    }

    private Peer peer(String name) {
        Peer peer = peers.get(name);
        assertThat(peer).isNotNull();
        return peer;
    }

    private Receiver receiver(String name) {
        Receiver receiver = receivers.get(name);
        assertThat(receiver).isNotNull();
        return receiver;
    }

    private static Message.DatasetAnnouncement announcement(int place, int bytes) {
        return new Message.DatasetAnnouncement(
                new DatasetId(1, place), "dataset", Octets.none(), DatasetLayout.of(bytes));
    }

    private void awaitEnded() {
        await(() -> ended.getCount() == 0);
    }

    /** As a host's caretaker does, looks at the port meanwhile. */
    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("began: %s", begun()).isLessThan(end);
            port.look();
            Thread.onSpinWait();
        }
    }

    /** A card that does not get on is not busy for long. */
    private static void assumeAllCameWhileItWasBusy(long since) {
        Assume.that(System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(200));
    }

    /** While the card is busy everything else comes to wait, in whatever order. */
    @Property(tries = 60)
    void ofWhatIsThereTheFirstInTheOrderGoesFirst(
            @ForAll @Size(min = 1, max = 20) @UniqueElements List<@IntRange(min = 1, max = 99) Integer> places) {
        ended = new CountDownLatch(places.size() + 1);
        receiver("z").full = true;
        long start = System.nanoTime();
        send(0, "z", LARGE);
        for (int place : places) {
            send(place, List.of("x", "y", "z").get(place % 3), LARGE);
        }
        assumeAllCameWhileItWasBusy(start);
        receiver("z").makeRoom();
        awaitEnded();
        List<Integer> expected = new ArrayList<>(List.of(0));
        places.stream().sorted().forEach(expected::add);
        assertThat(begun()).isEqualTo(expected);
    }

    /** Several small ones may be under way; to each host they come in the order all the same. */
    @Property(tries = 60)
    void smallOnesKeepTheOrderOfEachHost(
            @ForAll @Size(min = 1, max = 60) @UniqueElements List<@IntRange(min = 1, max = 200) Integer> places) {
        ended = new CountDownLatch(places.size() + 1);
        receiver("z").full = true;
        long start = System.nanoTime();
        send(0, "z", LARGE);
        for (int place : places) {
            send(place, List.of("x", "y", "z").get(place % 3), place % 5 * 1000);
        }
        assumeAllCameWhileItWasBusy(start);
        receiver("z").makeRoom();
        awaitEnded();
        for (int host = 0; host < 3; host++) {
            int here = host;
            assertThat(begun().stream().filter(place -> place % 3 == here).toList())
                    .isSorted();
        }
        assertThat(begun()).hasSize(places.size() + 1);
    }

    @Example
    void aReceiverWithoutRoomDoesNotHoldUpOthers() {
        ended = new CountDownLatch(4);
        receiver("x").full = true;
        send(0, "x", LARGE);
        send(1, "x", LARGE);
        send(2, "y", LARGE);
        send(3, "y", LARGE);
        await(() -> begun().size() == 2);
        assertThat(begun()).containsExactly(2, 3);
        receiver("x").makeRoom();
        awaitEnded();
        assertThat(begun()).containsExactly(2, 3, 0, 1);
    }

    /** What only arrives does not keep what is there waiting, neither before it is sent on nor while it is. */
    @Example
    void whatIsThereDoesNotWaitForWhatArrives() {
        ended = new CountDownLatch(4);
        receiver("z").full = true;
        send(0, "z", LARGE);
        Relay relay = new Relay(Landing.NOWHERE);
        ArrowBuf memory = allocator.buffer(LARGE);
        port.add(new PortSend(
                1,
                peer("x"),
                new OutgoingDataset(announcement(1, LARGE), List.of(memory), relay.supply()),
                relay::isWhole,
                () -> {
                    memory.close();
                    ended.countDown();
                }));
        send(2, "y", LARGE);
        receiver("z").makeRoom();
        await(() -> begun().size() == 3);
        assertThat(begun()).containsExactly(0, 2, 1);
        relay.filled(1 << 17);
        send(3, "y", LARGE);
        await(() -> begun().size() == 4);
        assertThat(ended.getCount()).isPositive();
        relay.landed();
        awaitEnded();
    }

    /** Each of several that one dataset is sent on to while it lands gets all of it, however they take turns to ask. */
    @Property(tries = 30)
    void whatArrivesIsSentOnToSeveral(@ForAll @IntRange(min = 1, max = 40) int parts) {
        ended = new CountDownLatch(3);
        Relay relay = new Relay(Landing.NOWHERE);
        ArrowBuf memory = allocator.buffer(LARGE);
        IntStream.range(0, 3)
                .forEach(place -> port.add(new PortSend(
                        place,
                        peer(List.of("x", "y", "z").get(place)),
                        new OutgoingDataset(announcement(place, LARGE), List.of(memory), relay.supply()),
                        relay::isWhole,
                        ended::countDown)));
        for (int part = 1; part < parts; part++) {
            relay.filled((long) LARGE * part / parts);
        }
        relay.landed();
        awaitEnded();
        memory.close();
        assertThat(begun()).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Example
    void whatIsDroppedIsLetGo() {
        ended = new CountDownLatch(3);
        receiver("x").full = true;
        send(0, "x", LARGE);
        send(1, "y", LARGE);
        port.drop();
        send(2, "y", LARGE);
        assertThat(ended.getCount()).isEqualTo(1);
        receiver("x").makeRoom();
        awaitEnded();
        assertThat(begun()).containsExactly(0);
    }
}
