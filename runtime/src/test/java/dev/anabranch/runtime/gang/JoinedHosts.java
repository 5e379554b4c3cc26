package dev.anabranch.runtime.gang;

import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Mail;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.local.LocalNetwork;
import dev.anabranch.runtime.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** Several hosts in one process, joined by a network of names, that have the ranks of gangs between them. */
final class JoinedHosts implements AutoCloseable {
    private static final int TASK = 7;

    private final List<Transport> ends = new ArrayList<>();
    private final List<Map<Integer, Mail>> mails = new ArrayList<>();
    private final List<BufferAllocator> allocators = new ArrayList<>();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong pieces = new AtomicLong();
    /** Whether anything came that cannot be. */
    final AtomicBoolean refused = new AtomicBoolean();

    private volatile @Nullable Meeting meeting;

    /** The rooms of one gang, by host. */
    private record Meeting(long run, List<GangRoom> rooms) {}

    JoinedHosts(int hosts) {
        LocalNetwork network = new LocalNetwork();
        for (int host = 0; host < hosts; host++) {
            ends.add(network.open(TransportSettings.of(new PeerId("h" + host)), new Door(host)));
            allocators.add(new RootAllocator());
            mails.add(new ConcurrentHashMap<>());
        }
        for (int host = 0; host < hosts; host++) {
            for (int other = 0; other < hosts; other++) {
                if (other != host) {
                    Peer peer = ends.get(host)
                            .connect(ends.get(other).address().orElseThrow())
                            .toCompletableFuture()
                            .join();
                    mails.get(host).put(other, mail(peer));
                }
            }
        }
    }

    private static Mail mail(Peer peer) {
        Mail[] own = new Mail[1];
        own[0] = new Mail(peer, () -> own[0].goOn());
        return own[0];
    }

    private final class Door implements Arrivals {
        private final int host;

        Door(int host) {
            this.host = host;
        }

        @Override
        public void joined(Peer peer) {}

        @Override
        public boolean message(Peer peer, Message message) {
            Meeting now = meeting;
            if (message instanceof Message.OfGang ofGang && now != null && now.run() == ofGang.run()) {
                if (message instanceof Message.GangPiece) {
                    pieces.incrementAndGet();
                }
                int from = Integer.parseInt(peer.id().name().substring(1));
                if (!now.rooms().get(host).arrived(from, ofGang)) {
                    refused.set(true);
                }
            }
            return true;
        }

        @Override
        public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
            return Landing.NOWHERE;
        }

        @Override
        public void left(PeerId peer, Departure departure) {}
    }

    /** How many pieces of elements went from host to host. */
    long pieces() {
        return pieces.get();
    }

    BufferAllocator allocator(int host) {
        return allocators.get(host);
    }

    /** Where the ranks of the next gang are. */
    List<Ranks.Place> places(int[] hostOf, GangRun run) {
        long number = runs.incrementAndGet();
        GangRows.Gang gang = new GangRows.Gang(
                0, TASK, "x[3]", IntStream.range(0, hostOf.length).boxed().toList());
        List<GangRoom> rooms = new ArrayList<>();
        for (int host = 0; host < ends.size(); host++) {
            int from = host;
            rooms.add(new HostsGangRoom(
                    gang,
                    run,
                    Ports.OF_THIS_PROCESS,
                    new HostsGangRoom.Site(number, host, "h" + hostOf[0]),
                    hostOf,
                    (to, message) -> mails.get(from).get(to).send(message)));
        }
        meeting = new Meeting(number, rooms);
        List<Ranks.Place> places = new ArrayList<>();
        for (int host : hostOf) {
            places.add(new Ranks.Place(rooms.get(host), allocators.get(host)));
        }
        return places;
    }

    @Override
    public void close() {
        ends.forEach(Transport::close);
        allocators.forEach(BufferAllocator::close);
    }
}
