package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;

/**
 * Memory that other processes of the host can map, in files of a folder that lives in memory. Its process alone allocates;
 * any process that was given a hold gives it back. Slabs are cut once and used again from lists by {@link SizeClasses}, so
 * that in a steady state allocating makes no system call and touches no new page.
 *
 * <p>It is a factory of Arrow's, which counts what its allocators were asked for. A limit of the arena counts whole slabs.
 * Larger pieces than an eighth of a segment have a segment of their own, of at most 2 GiB less a page: what
 * {@code FileChannel.map} takes at once on Java 17. The arena as a whole may be larger.
 */
public final class Arena implements AllocationManager.Factory, AutoCloseable {
    /** Where Linux keeps memory that is shared by name. */
    public static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private static final int SEGMENT_BYTES = 64 << 20;
    private static final int OWN_SEGMENT_SHARE = 8;
    private static final int MOST_SEGMENTS = 1 << 24;
    private static final ArrowBuf EMPTY = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

    private final Path folder;
    private final String prefix;
    private final long limit;
    private final Segment control;
    /** By number; those that were removed are null. */
    private final List<Cut> cuts = new ArrayList<>();

    private final References[] free = new References[SizeClasses.COUNT];
    private Cut current;
    private long cutBytes;
    private long slabsMade;
    private boolean closed;

    private Arena(Path folder, String prefix, long limit, Segment control) {
        this.folder = folder;
        this.prefix = prefix;
        this.limit = limit;
        this.control = control;
        this.current = new Cut(control);
        cuts.add(current);
        Arrays.setAll(free, i -> new References());
    }

    /**
     * A new arena in {@link #SHARED_MEMORY}, after segments of dead processes were swept.
     *
     * @param limit the most bytes of slabs
     */
    public static Arena create(long limit) throws IOException {
        return create(SHARED_MEMORY, limit);
    }

    /** The same in another folder, whose file system should live in memory. */
    public static Arena create(Path folder, long limit) throws IOException {
        ArenaSweep.sweep(folder);
        String prefix = ArenaName.fresh().prefix();
        return new Arena(folder, prefix, limit, Segment.create(ArenaName.segment(folder, prefix, 0), 0, SEGMENT_BYTES));
    }

    /** What its segments' names begin with. */
    public String prefix() {
        return prefix;
    }

    /** The folder of its segments. */
    public Path folder() {
        return folder;
    }

    /** How many slabs were ever cut; it stays the same where slabs are used again. */
    public synchronized long slabsMade() {
        return slabsMade;
    }

    /** Bytes in slabs that wait to be used again. */
    public synchronized long freeBytes() {
        drain();
        long bytes = 0;
        for (int i = 0; i < free.length; i++) {
            bytes += free[i].count * SizeClasses.capacity(i);
        }
        return bytes;
    }

    /** Bytes in all slabs, free or not; the limit is on these. */
    public synchronized long bytes() {
        return cutBytes;
    }

    @Override
    public AllocationManager create(BufferAllocator allocator, long size) {
        return new Piece(allocator, size, allocate(size));
    }

    @Override
    public ArrowBuf empty() {
        return EMPTY;
    }

    /** A slab with one hold. */
    synchronized Slab allocate(long bytes) {
        if (closed) {
            throw new IllegalStateException("the arena is closed");
        }
        int sizeClass = SizeClasses.of(bytes);
        References waiting = free[sizeClass];
        if (waiting.count == 0) {
            drain();
        }
        long reference = waiting.count > 0 ? waiting.pop() : cut(bytes, sizeClass);
        Segment segment = cuts.get(Segment.number(reference)).segment;
        int slab = Segment.slab(reference);
        segment.begin(slab);
        return new Slab(segment, control, slab);
    }

    /** The slab that an address lies in, without a hold of its own. */
    synchronized Optional<Slab> slabAt(long address) {
        for (Cut cut : cuts) {
            if (cut.segment.contains(address)) {
                return Optional.of(new Slab(cut.segment, control, cut.slabBefore((int) (address - cut.segment.address()))));
            }
        }
        return Optional.empty();
    }

    private void drain() {
        for (long reference = control.getAndSet(Segment.RETURNED, 0); reference != 0; ) {
            Segment segment = cuts.get(Segment.number(reference)).segment;
            int slab = Segment.slab(reference);
            long next = segment.next(slab);
            free[SizeClasses.of(segment.capacity(slab))].push(reference);
            reference = next;
        }
    }

    private long cut(long bytes, int sizeClass) {
        long capacity = SizeClasses.capacity(sizeClass);
        long most = Integer.MAX_VALUE / Segment.HEADER * (long) Segment.HEADER - Segment.HEADER - Segment.SLAB_HEADER;
        if (bytes > most) {
            throw new ArenaFullException(bytes + " bytes in one piece are more than a mapping takes (" + most
                    + "): split the dataset");
        }
        // The largest class would not fit one mapping by itself.
        capacity = Math.min(capacity, most / Segment.SLAB_HEADER * Segment.SLAB_HEADER);
        if (capacity > limit - cutBytes) {
            throw new ArenaFullException("the arena " + prefix + " is full: " + bytes + " bytes asked for, which take "
                    + capacity + "; " + cutBytes + " of " + limit + " are cut, and no free slab is as large");
        }
        try {
            long taken = Segment.SLAB_HEADER + capacity;
            boolean own = taken > SEGMENT_BYTES / OWN_SEGMENT_SHARE;
            Cut cut = own ? grow(Segment.HEADER + taken) : current;
            if (!own && cut.segment.bytes() - cut.end < taken) {
                cut = grow(SEGMENT_BYTES);
                current = cut;
            }
            int slab = cut.end;
            try (FileChannel channel = FileChannel.open(
                    ArenaName.segment(folder, prefix, cut.segment.number()), StandardOpenOption.WRITE)) {
                Segment.reserve(channel, slab, taken);
            }
            cut.add(slab, (int) taken);
            cut.segment.carve(slab, capacity);
            cutBytes += capacity;
            slabsMade++;
            return cut.segment.reference(slab);
        } catch (IOException e) {
            throw new ArenaFullException(
                    "no room in " + folder + " for " + bytes + " bytes (" + cutBytes + " are cut): " + e.getMessage(), e);
        }
    }

    private Cut grow(long bytes) throws IOException {
        int number = cuts.size();
        if (number == MOST_SEGMENTS) {
            throw new IOException("an arena has at most " + MOST_SEGMENTS + " segments");
        }
        Cut cut = new Cut(Segment.create(ArenaName.segment(folder, prefix, number), number, (int) bytes));
        cuts.add(cut);
        return cut;
    }

    /** Removes its segments; who still maps one keeps that memory until the last of its buffers is gone. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (int number = 0; number < cuts.size(); number++) {
            Files.deleteIfExists(ArenaName.segment(folder, prefix, number));
        }
    }

    /** What was cut from a segment: slabs from its beginning to an end, in order. */
    private static final class Cut {
        private final Segment segment;
        private int[] slabs = new int[16];
        private int count;
        private int end = Segment.HEADER;

        Cut(Segment segment) {
            this.segment = segment;
        }

        void add(int slab, int taken) {
            if (count == slabs.length) {
                slabs = Arrays.copyOf(slabs, 2 * count);
            }
            slabs[count++] = slab;
            end += taken;
        }

        int slabBefore(int offset) {
            int found = Arrays.binarySearch(slabs, 0, count, offset);
            return slabs[found >= 0 ? found : -found - 2];
        }
    }

    private static final class References {
        private long[] references = new long[16];
        private int count;

        void push(long reference) {
            if (count == references.length) {
                references = Arrays.copyOf(references, 2 * count);
            }
            references[count++] = reference;
        }

        long pop() {
            return references[--count];
        }
    }

    /** One of Arrow's allocations. */
    private static final class Piece extends AllocationManager {
        private final long size;
        private final Slab slab;

        Piece(BufferAllocator allocator, long size, Slab slab) {
            super(allocator);
            this.size = size;
            this.slab = slab;
        }

        @Override
        public long getSize() {
            return size;
        }

        @Override
        protected long memoryAddress() {
            return slab.address();
        }

        @Override
        protected void release0() {
            slab.release();
        }
    }
}
