package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Routes;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.transport.Relay;
import dev.anabranch.runtime.wire.Message;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * For plans whose transfers do not slow each other: whoever makes a dataset that others read sends it to them at once; a large
 * one goes from reader to reader.
 */
final class SendsAtOnce implements Sends {
    private final Crossings crossings;
    private final int host;
    private final Departures departures;
    private final IntConsumer sent;
    /** By crossing, 1 once the network has what it needs of a dataset of this host. */
    private final AtomicIntegerArray offered;

    /**
     * Of a host.
     *
     * @param host which
     * @param sent is told the crossing of what this host has made and sent to all
     */
    SendsAtOnce(Crossings crossings, int host, Departures departures, IntConsumer sent) {
        this.crossings = crossings;
        this.host = host;
        this.departures = departures;
        this.sent = sent;
        this.offered = new AtomicIntegerArray(crossings.size());
    }

    /** What is sent on the network holds. */
    @Override
    public void addHolds(int[] holds) {}

    @Override
    public boolean isAwaited(int crossing) {
        return crossings.owner(crossing) == host && offered.get(crossing) == 0;
    }

    @Override
    public void offer(int crossing, Parcel parcel) {
        try (parcel) {
            OutgoingDataset dataset = parcel.dataset();
            int[] readers = crossings.readers(crossing);
            if (goFromReaderToReader(readers, dataset.announcement())) {
                send(crossing, dataset.onward(after(readers, 0)), readers[0]);
            } else {
                send(crossing, dataset, readers);
            }
            offered.set(crossing, 1);
        }
    }

    private static boolean goFromReaderToReader(int[] readers, Message.DatasetAnnouncement announcement) {
        return readers.length > 1 && announcement.layout().total() >= Routes.LARGE_BYTES;
    }

    /** The names of the readers behind one of them. */
    private List<String> after(int[] readers, int place) {
        return IntStream.range(place + 1, readers.length)
                .mapToObj(next -> departures.name(readers[next]))
                .toList();
    }

    private void send(int crossing, OutgoingDataset dataset, int... readers) {
        AtomicInteger left = new AtomicInteger(readers.length);
        for (int reader : readers) {
            departures.begin();
            var unused = departures.peer(reader).send(dataset).whenComplete((done, failure) -> {
                if (left.decrementAndGet() == 0) {
                    // To the last; one that it could not be sent to is gone, of which whoever runs the host hears.
                    sent.accept(crossing);
                }
                departures.end();
            });
        }
    }

    @Override
    public boolean expects(int crossing, String sender, Message.DatasetAnnouncement announcement) {
        int[] readers = crossings.readers(crossing);
        int place = Arrays.binarySearch(readers, host);
        if (place < 0) {
            return false;
        }
        boolean chained = goFromReaderToReader(readers, announcement);
        int from = chained && place > 0 ? readers[place - 1] : crossings.owner(crossing);
        return departures.name(from).equals(sender)
                && announcement.onward().equals(chained ? after(readers, place) : List.of());
    }

    @Override
    public Landing land(int crossing, ParcelLanding landing, Message.DatasetAnnouncement announcement) {
        List<String> way = announcement.onward();
        if (way.isEmpty()) {
            return landing;
        }
        Relay relay = new Relay(landing);
        departures.begin();
        var unused = departures
                .peer(departures.host(way.get(0)))
                .send(new OutgoingDataset(
                        announcement.onward(way.subList(1, way.size())), landing.buffers(), relay.supply()))
                .whenComplete((done, failure) -> departures.end());
        return relay;
    }

    @Override
    public void look() {}

    @Override
    public boolean movedSince(long nanos) {
        return false;
    }

    @Override
    public void drop() {}
}
