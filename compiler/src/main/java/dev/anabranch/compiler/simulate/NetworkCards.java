package dev.anabranch.compiler.simulate;

import java.util.Arrays;

/**
 * The network cards of hosts, each of which sends at most one and receives at most one transfer at a time. Transfers become
 * pending at the end of the moment in which they are added, by ascending host, of one host in the order in which they were
 * added; those start first that became pending first, as soon as both cards are free. Allocates nothing once it has grown.
 */
final class NetworkCards {
    private static final int NONE = -1;

    private final int hosts;
    private final PendingPairs pending;
    private final int[] head;
    private final int[] tail;
    private final PortTransfers transfers = new PortTransfers();
    private final boolean[] changed;
    private final int[] changedHosts;
    private int changes;
    private int queued;

    NetworkCards(int hosts) {
        this.hosts = hosts;
        this.pending = new PendingPairs(hosts);
        this.head = new int[hosts * hosts];
        this.tail = new int[hosts * hosts];
        this.changed = new boolean[hosts];
        this.changedHosts = new int[hosts];
    }

    void clear() {
        transfers.clear();
        pending.clear();
        Arrays.fill(head, NONE);
        Arrays.fill(changed, false);
        changes = 0;
        queued = 0;
    }

    /** All transfers since the last {@link #clear}. */
    PortTransfers transfers() {
        return transfers;
    }

    /**
     * Adds a transfer that is to become pending.
     *
     * @param producer the place of the run whose data it is
     */
    void add(int message, int producer, int from, int to, double seconds) {
        transfers.add(message, producer, from, to, seconds);
    }

    /** A transfer is over, its cards are free. */
    void end(int transfer) {
        pending.giveBackCards(transfers.from(transfer), transfers.to(transfer));
        change(transfers.from(transfer));
        change(transfers.to(transfer));
    }

    /** Starts what can start at the end of a moment; the end of transfer {@code t} becomes the event {@code -1 - t}. */
    void start(double now, EventQueue events) {
        queue();
        for (int transfer = startable(); transfer != NONE; transfer = startable()) {
            int from = transfers.from(transfer);
            int to = transfers.to(transfer);
            int following = transfers.following(transfer);
            head[from * hosts + to] = following;
            if (following == NONE) {
                pending.clear(from, to);
            }
            pending.takeCards(from, to);
            double end = transfers.begin(transfer, now);
            events.add(end, -1 - transfer);
        }
        for (int i = 0; i < changes; i++) {
            changed[changedHosts[i]] = false;
        }
        changes = 0;
    }

    private void queue() {
        transfers.sortFrom(queued);
        for (; queued < transfers.count(); queued++) {
            int pair = transfers.from(queued) * hosts + transfers.to(queued);
            change(transfers.from(queued));
            if (head[pair] == NONE) {
                head[pair] = queued;
                pending.set(transfers.from(queued), transfers.to(queued));
            } else {
                transfers.follow(tail[pair], queued);
            }
            tail[pair] = queued;
        }
    }

    /** A card became free or a transfer pending: only there can a transfer start that could not before. */
    private void change(int host) {
        if (!changed[host]) {
            changed[host] = true;
            changedHosts[changes++] = host;
        }
    }

    private int startable() {
        int best = NONE;
        for (int i = 0; i < changes; i++) {
            int host = changedHosts[i];
            for (int to = pending.receiver(host, 0); to != NONE; to = pending.receiver(host, to + 1)) {
                best = earlier(best, head[host * hosts + to]);
            }
            for (int from = pending.sender(host, 0); from != NONE; from = pending.sender(host, from + 1)) {
                best = earlier(best, head[from * hosts + host]);
            }
        }
        return best;
    }

    private static int earlier(int a, int b) {
        return a == NONE || b < a ? b : a;
    }
}
