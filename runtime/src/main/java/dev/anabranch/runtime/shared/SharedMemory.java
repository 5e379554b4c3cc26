package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The arenas of all processes of a run as one of them sees them: its own, and files of the others once it reads there. */
public final class SharedMemory {
    private static final long FILE_BYTES = 64L << 20;

    private final RunFolder folder;
    private final Arena arena;
    /** By process and file; replaced whole when one is added. */
    private volatile @Nullable Mapping[][] mappings;

    private volatile Areas areas = new Areas(new long[0], new long[0], new long[0]);

    /**
     * Where mappings begin, in order, where they end, and their locations.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Areas(long[] starts, long[] ends, long[] locations) {}

    /**
     * The view of one process.
     *
     * @param processes how many there are
     * @param process which this is
     */
    public SharedMemory(RunFolder folder, int processes, int process) {
        this(folder, processes, process, FILE_BYTES);
    }

    SharedMemory(RunFolder folder, int processes, int process, long fileBytes) {
        this.folder = folder;
        this.mappings = new Mapping[processes][0];
        this.arena = new Arena(folder, process, fileBytes, this);
    }

    /** The memory of this process. */
    public Arena arena() {
        return arena;
    }

    /** The location of memory of this process if all of it is in an arena, its own or another's; otherwise 0. */
    public long locate(long address, long bytes) {
        Areas seen = areas;
        int found = Arrays.binarySearch(seen.starts, address);
        int area = found >= 0 ? found : -found - 2;
        return area < 0 || address + bytes > seen.ends[area] ? 0 : seen.locations[area] + (address - seen.starts[area]);
    }

    /** Where memory of any process is mapped in this one; it stays there. */
    public long address(long location) {
        return mapping(location).address() + Location.offset(location);
    }

    /** Words in memory of any process, at the beginning of a slab. */
    public Words words(long location, int count) {
        return Words.in(mapping(location), (int) Location.offset(location), count);
    }

    /** The mapping that a location is in, of any process. */
    Mapping mapping(long location) {
        int process = Location.process(location);
        int file = Location.file(location);
        @Nullable Mapping[][] seen = mappings;
        if (process < seen.length && file < seen[process].length) {
            Mapping known = seen[process][file];
            if (known != null) {
                return known;
            }
        }
        return open(process, file);
    }

    private synchronized Mapping open(int process, int file) {
        @Nullable Mapping[][] seen = mappings;
        Mapping known = process < seen.length && file < seen[process].length ? seen[process][file] : null;
        if (known != null) {
            return known;
        }
        try {
            Mapping mapping = Mapping.open(folder.arena(process, file));
            add(process, file, mapping);
            return mapping;
        } catch (IOException gone) {
            throw new UncheckedIOException("the memory of process " + process + " cannot be mapped", gone);
        }
    }

    synchronized void add(int process, int file, Mapping mapping) {
        @Nullable Mapping[][] next = mappings.clone();
        next[process] = Arrays.copyOf(next[process], Math.max(next[process].length, file + 1));
        next[process][file] = mapping;
        mappings = next;
        Areas old = areas;
        int at = -Arrays.binarySearch(old.starts, mapping.address()) - 1;
        areas = new Areas(
                inserted(old.starts, at, mapping.address()),
                inserted(old.ends, at, mapping.address() + mapping.bytes()),
                inserted(old.locations, at, Location.of(process, file, 0)));
    }

    private static long[] inserted(long[] values, int at, long value) {
        long[] longer = new long[values.length + 1];
        System.arraycopy(values, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(values, at, longer, at + 1, values.length - at);
        return longer;
    }
}
