package dev.anabranch.runtime.gang;

import static java.util.Objects.requireNonNull;

import dev.anabranch.runtime.plan.GangRows;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Where ranks meet that are on several hosts, as one of these has it. Ranks of this host are threads of this process; of the others
 * it knows what they have told. A rank reads elements of another host's rank by asking for them, a window of pieces ahead, when
 * that rank has got so far that they stay what they are; so algorithms are those of threads, step by step, and so are the bits.
 */
final class HostsGangRoom extends ThreadsGangRoom {
    /** How many bytes a message carries. */
    static final int PIECE = 128 * 1024;
    /** How many pieces a rank has asked for at most that have not come. */
    private static final int WINDOW = 8;
    /** Who gives up mostly does so as the run ends, of which this host hears in a moment, with the reason. */
    private static final long GRACE_NANOS = 2_000_000_000L;

    private final int task;
    private final Site site;
    private final int[] hostOf;
    private final int[] otherHosts;
    private final HostsGangRooms.Post post;
    private final Door[] doors;
    private final List<Inbox> inboxes = new ArrayList<>();
    /** By rank of another host, when it was heard that it has given up; 0 if it has not. */
    private final AtomicLongArray withdrawn;

    private volatile int masterPort;

    /**
     * Where a room is.
     *
     * @param run the number of the run
     * @param host which host this is
     * @param address of rank 0's host, as others reach it
     */
    record Site(long run, int host, String address) {}

    /** What is behind it other hosts read while it is open: elements of a rank of this host. */
    private static final class Door {
        private boolean open;
        private long number;
        private @Nullable Shown shown;

        /** Shut, nobody reads behind it any more. */
        synchronized void set(boolean now) {
            open = now;
        }

        synchronized void show(long call, Shown what) {
            number = call;
            shown = what;
        }

        synchronized long number() {
            return number;
        }

        /**
         * Copies what a pull wants, if the rank has not given up meanwhile.
         *
         * @return whether the rank has ever shown such bytes
         */
        synchronized boolean read(Message.GangPull pull, Consumer<byte[]> copy) {
            Shown what = shown;
            if (!open || what == null || number != pull.number()) {
                return true;
            }
            ArrowBuf memory = what.memory();
            if (memory == null
                    || pull.length() > PIECE
                    || pull.from() > what.call().bytes() - pull.length()) {
                return false;
            }
            byte[] bytes = new byte[pull.length()];
            memory.getBytes(pull.from(), bytes);
            copy.accept(bytes);
            return true;
        }
    }

    /** What has come for a rank of this host. */
    private static final class Inbox {
        private final Queue<Message.GangPiece> pieces = new ConcurrentLinkedQueue<>();
        /** Of the last piece that was asked for. */
        private final AtomicLong asked = new AtomicLong();
    }

    /** @param hostOf the host of each rank */
    HostsGangRoom(GangRows.Gang gang, GangRun run, Ports ports, Site site, int[] hostOf, HostsGangRooms.Post post) {
        super(gang.name(), gang.size(), run, ports);
        this.task = gang.task();
        this.site = site;
        this.hostOf = hostOf.clone();
        this.otherHosts = Arrays.stream(hostOf)
                .filter(host -> host != site.host())
                .distinct()
                .toArray();
        this.post = post;
        this.withdrawn = new AtomicLongArray(gang.size());
        this.doors = new Door[gang.size()];
        for (int rank = 0; rank < gang.size(); rank++) {
            doors[rank] = new Door();
            inboxes.add(new Inbox());
        }
    }

    private boolean isHere(int rank) {
        return hostOf[rank] == site.host();
    }

    @Override
    boolean areNear(int one, int other) {
        return hostOf[one] == hostOf[other];
    }

    private void tell(Message.OfGang message) {
        for (int host : otherHosts) {
            post.send(host, message);
        }
    }

    private void tell(int rank, Message.GangPoint point, long progress) {
        tell(new Message.GangProgress(site.run(), task, rank, point, progress));
    }

    // ---- what ranks of this host do

    @Override
    void open(int rank) {
        super.open(rank);
        doors[rank].set(true);
    }

    @Override
    void close(int rank) {
        doors[rank].set(false);
        super.close(rank);
    }

    @Override
    void withdraw(int rank) {
        tell(rank, Message.GangPoint.WITHDRAWN, 0);
        super.withdraw(rank);
    }

    @Override
    void show(int rank, long number, Shown next) {
        doors[rank].show(number, next);
        super.show(rank, number, next);
        tell(CallMessages.write(
                site.run(), task, rank, number, next.call(), rank == 0 && number == 1 ? findPort() : 0));
    }

    @Override
    void reach(int rank, long progress) {
        super.reach(rank, progress);
        tell(rank, Message.GangPoint.REACHED, progress);
    }

    @Override
    void fail(int rank) {
        super.fail(rank);
        tell(rank, Message.GangPoint.FAILED, 0);
    }

    @Override
    boolean leave(int rank) {
        // Told first: once all have left here, the run may end and take nothing more along.
        tell(rank, Message.GangPoint.LEFT, 0);
        return super.leave(rank);
    }

    /** Whoever asks for the port later throws if there is none. */
    private int findPort() {
        try {
            return super.port();
        } catch (UncheckedIOException none) {
            return 0;
        }
    }

    @Override
    int findPort(Ports among) {
        return MasterPort.findAtAllAddresses(among);
    }

    @Override
    int port() {
        if (isHere(0)) {
            return super.port();
        }
        int known = masterPort;
        if (known == 0) {
            throw new UncheckedIOException(new IOException("no port was free on the host of rank 0"));
        }
        return known;
    }

    @Override
    String address() {
        return site.address();
    }

    @Override
    boolean hasWithdrawn(int rank) {
        if (isHere(rank)) {
            return super.hasWithdrawn(rank);
        }
        long since = withdrawn.get(rank);
        return since != 0 && System.nanoTime() - since > GRACE_NANOS;
    }

    @Override
    ArrowBuf landing(BufferAllocator allocator, long bytes) {
        return allocator.buffer(Math.min(PIECE, bytes));
    }

    @Override
    void read(
            int self,
            int other,
            Call call,
            @Nullable ArrowBuf memory,
            long from,
            long bytes,
            @Nullable ArrowBuf landing,
            Reading reading) {
        if (isHere(other)) {
            super.read(self, other, call, memory, from, bytes, landing, reading);
            return;
        }
        ArrowBuf place = requireNonNull(landing);
        long asked = 0;
        long done = 0;
        long ticket = inboxes.get(self).asked.get();
        while (done < bytes) {
            while (asked < bytes && asked - done < (long) WINDOW * PIECE) {
                int length = (int) Math.min(PIECE, bytes - asked);
                ask(self, other, from + asked, length);
                asked += length;
            }
            int length = (int) Math.min(PIECE, bytes - done);
            Octets piece = awaitPiece(self, other, ++ticket, call);
            if (piece.size() != length) {
                throw new IllegalStateException(
                        "rank " + other + " sent " + piece.size() + " bytes where " + length + " were asked for");
            }
            place.setBytes(0, piece.unwrap());
            reading.take(place, 0, done, length);
            done += length;
        }
    }

    private void ask(int self, int other, long from, int length) {
        long ticket = inboxes.get(self).asked.incrementAndGet();
        post.send(
                hostOf[other],
                new Message.GangPull(site.run(), task, other, self, doors[self].number(), ticket, from, length));
    }

    private Octets awaitPiece(int self, int other, long ticket, Call call) {
        Queue<Message.GangPiece> pieces = inboxes.get(self).pieces;
        // What came of a call that was given up is passed over.
        while (true) {
            if (pieces.isEmpty()) {
                run().sleeps(true);
                try {
                    sleepUntil(self, other, Long.MAX_VALUE, call, () -> !pieces.isEmpty());
                } finally {
                    run().sleeps(false);
                }
            }
            Message.GangPiece next = pieces.remove();
            if (next.ticket() == ticket) {
                return next.bytes();
            }
        }
    }

    // ---- what ranks of other hosts have done; on threads that must not wait

    @Override
    boolean arrived(int host, Message.OfGang message) {
        if (message instanceof Message.GangCall call) {
            return isOf(call.rank(), host) && called(call);
        }
        if (message instanceof Message.GangProgress progress) {
            return isOf(progress.rank(), host) && moved(progress);
        }
        if (message instanceof Message.GangPull pull) {
            return isOf(pull.reader(), host) && isOf(pull.owner(), site.host()) && serve(host, pull);
        }
        return message instanceof Message.GangPiece piece
                && isOf(piece.owner(), host)
                && isOf(piece.reader(), site.host())
                && came(piece);
    }

    private boolean isOf(int rank, int host) {
        return rank < size() && hostOf[rank] == host;
    }

    private boolean called(Message.GangCall message) {
        Optional<Call> call = CallMessages.read(message);
        if (call.isEmpty()) {
            return false;
        }
        if (message.port() != 0) {
            masterPort = message.port();
        }
        super.show(message.rank(), message.number(), new Shown(call.get(), null, false));
        return true;
    }

    private boolean moved(Message.GangProgress message) {
        int rank = message.rank();
        switch (message.point()) {
            case REACHED -> super.reach(rank, message.progress());
            case WITHDRAWN -> {
                withdrawn.set(rank, System.nanoTime() | 1);
                wake();
            }
            case FAILED -> super.fail(rank);
            case LEFT -> {
                if (hasLeft(rank)) {
                    return false;
                }
                super.leave(rank);
            }
        }
        return true;
    }

    private boolean serve(int host, Message.GangPull pull) {
        // Sees what the rank had written when it got as far as the reader has seen.
        isThere(pull.owner(), 0);
        return doors[pull.owner()].read(
                pull,
                bytes -> post.send(
                        host,
                        new Message.GangPiece(
                                site.run(), task, pull.owner(), pull.reader(), pull.ticket(), Octets.wrap(bytes))));
    }

    private boolean came(Message.GangPiece piece) {
        Inbox inbox = inboxes.get(piece.reader());
        if (piece.ticket() > inbox.asked.get()) {
            return false;
        }
        inbox.pieces.add(piece);
        wake();
        return true;
    }
}
