package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.Peer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The network card of a host: what is there is sent one after the other, that first which comes first in the host's order. It is
 * never kept free for what is not there yet. What only arrives is sent on when nothing waits that is there as a whole.
 *
 * <p>The next is handed to the transport a little before the one before has gone, so that the network does not pause. What
 * does not get on, since its receiver has no room or since it does not come itself, does not hold up what goes elsewhere: hosts
 * may wait for each other's datasets, so that one that waited for its turn for ever could keep all of them waiting.
 */
final class Port {
    /** So many bytes may be under way when the next is handed over. */
    private static final long WINDOW = 256 << 10;

    private final TreeSet<PortSend> waiting = new TreeSet<>(Comparator.comparingInt(PortSend::place));
    private final List<PortSend> underWay = new ArrayList<>();
    /** How often somebody wanted it to go on since the one who does that has looked. */
    private final AtomicInteger wanted = new AtomicInteger();

    private boolean dropped;
    private volatile long moved = System.nanoTime();

    /** Something is there, or has begun to arrive. For any thread. */
    void add(PortSend send) {
        boolean late;
        synchronized (this) {
            late = dropped;
            if (!late) {
                waiting.add(send);
            }
        }
        if (late) {
            send.end();
        } else {
            goOn();
        }
    }

    /** Looks whether what is under way holds up others. For any thread. */
    void look() {
        goOn();
    }

    /** Whether anything has got on since a time of {@link System#nanoTime}. */
    boolean movedSince(long nanos) {
        return moved - nanos > 0;
    }

    /** Takes nothing more, and lets go of what waits. */
    void drop() {
        List<PortSend> left;
        synchronized (this) {
            dropped = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(PortSend::end);
    }

    /** One thread at a time hands over, so that what it takes first is first with the transport. */
    private void goOn() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (PortSend next = next(); next != null; next = next()) {
                PortSend started = next;
                var unused = started.start().whenComplete((done, failure) -> ended(started));
            }
            seen = wanted.addAndGet(-seen);
        } while (seen != 0);
    }

    private void ended(PortSend send) {
        synchronized (this) {
            underWay.remove(send);
            moved = System.nanoTime();
        }
        send.end();
        goOn();
    }

    /** What is to be handed over now; null if that has to wait. */
    private synchronized @Nullable PortSend next() {
        long now = System.nanoTime();
        long busy = 0;
        Set<Peer> heldUp = new HashSet<>();
        for (PortSend send : underWay) {
            if (send.moved() - moved > 0) {
                moved = send.moved();
            }
            if (send.isHeldUp(now)) {
                heldUp.add(send.to());
            } else {
                busy += send.bytes();
            }
        }
        if (waiting.isEmpty() || busy >= WINDOW) {
            return null;
        }
        PortSend first = null;
        for (PortSend send : waiting) {
            if (heldUp.contains(send.to())) {
                continue;
            }
            if (send.isWhole()) {
                first = send;
                break;
            }
            first = first == null ? send : first;
        }
        if (first != null) {
            waiting.remove(first);
            underWay.add(first);
        }
        return first;
    }
}
