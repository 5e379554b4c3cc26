package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one process that others of its run may map: slabs in files, cut off their ends as they are needed and kept
 * for the next who asks for their size. Slabs never cross a file, and a file is mapped at once, so that arenas of any size
 * work where a mapping has at most 2 GiB. Once a run has as many slabs as it needs at a time, a dataset takes no system call
 * and, as its pages are known to the process, no page fault.
 *
 * <p>Memory is taken from the file system when a slab is cut off, not when it is touched: a full file system is an answer
 * then, and the end of the process later.
 *
 * <p>Where the run's memory is limited, large slabs have files of their own: a file that is cut to nothing gives its memory back, and
 * stays mapped where it is.
 */
public final class Arena {
    /** So that no slab is at the beginning of its file, where a location could be 0. */
    private static final int FIRST = 64;

    private static final long PAGE = 4096;
    private static final int ZEROS = 1 << 20;
    /** How many of the larger classes are looked through before a slab is cut off: within twice the size. */
    private static final int CLASSES_NEAR = 8;
    /** Smaller slabs are not worth a larger one. */
    private static final long LARGE = 1 << 16;

    private final RunFolder folder;
    private final int process;
    private final long fileBytes;
    private final List<ArrayDeque<Slab>> free = new ArrayList<>();
    /** Those with files of their own. */
    private final List<ArrayDeque<Slab>> freeAlone = new ArrayList<>();

    private final List<OpenFile> files = new ArrayList<>();
    private final SharedMemory memory;
    private long cut;
    private long slabs;
    /** Null where nothing limits the run's memory. */
    private @Nullable FreeSlabs limit;

    private long leastFile = Long.MAX_VALUE;

    Arena(RunFolder folder, int process, long fileBytes, SharedMemory memory) {
        this.folder = folder;
        this.process = process;
        this.fileBytes = fileBytes;
        this.memory = memory;
        for (int sizeClass = 0; sizeClass < SizeClasses.count(Mapping.MOST_BYTES); sizeClass++) {
            free.add(new ArrayDeque<>());
            freeAlone.add(new ArrayDeque<>());
        }
    }

    /**
     * Before the first slab: memory is scarce. Slabs of so many bytes or more have files of their own then, so that the memory of one that
     * nobody uses can be given back.
     */
    public synchronized void limitBy(FreeSlabs who, long least) {
        limit = who;
        leastFile = least;
    }

    /** The bytes that a slab of its own takes of the file system. */
    public static long pages(long bytes) {
        return (FIRST + bytes + PAGE - 1) / PAGE * PAGE;
    }

    /** A file, and how far it is cut up and taken from the file system. */
    private static final class OpenFile {
        final int number;
        final Path path;
        final Mapping mapping;
        long end = FIRST;
        long taken;

        OpenFile(int number, Path path, Mapping mapping) {
            this.number = number;
            this.path = path;
            this.mapping = mapping;
        }
    }

    /**
     * A slab of at least so many bytes; what is in it is left from before. Null if no file can have so large a slab.
     *
     * @throws OutOfMemoryException if the file system is full
     */
    public synchronized @Nullable Slab allocate(long bytes) {
        if (bytes > Mapping.MOST_BYTES - FIRST) {
            return null;
        }
        int wanted = SizeClasses.of(bytes);
        if (limit != null && bytes >= leastFile) {
            return alone(bytes, wanted, limit);
        }
        int found = freeClass(bytes);
        if (found >= 0) {
            return free.get(found).removeLast();
        }
        try {
            return cutOff(wanted);
        } catch (IOException full) {
            throw full(SizeClasses.bytes(wanted), full);
        }
    }

    /** The class of a free slab for so many bytes, the smallest that is not too large; -1 if there is none. */
    private int freeClass(long bytes) {
        int wanted = SizeClasses.of(bytes);
        int last = bytes < LARGE ? wanted : Math.min(wanted + CLASSES_NEAR, free.size() - 1);
        for (int sizeClass = wanted; sizeClass <= last; sizeClass++) {
            if (!free.get(sizeClass).isEmpty()) {
                return sizeClass;
            }
        }
        return -1;
    }

    /** Whether so many bytes could be had without taking any from the file system, where no memory is limited. */
    public synchronized boolean hasFree(long bytes) {
        return freeClass(bytes) >= 0;
    }

    private OutOfMemoryException full(long bytes, IOException full) {
        return new OutOfMemoryException(
                "the memory that processes share, in " + folder.path().getParent() + ", has no room for " + bytes
                        + " bytes more beside the " + cut + " that process " + process + " has there: "
                        + full.getMessage(),
                full);
    }

    /** A slab with a file of its own. */
    private Slab alone(long bytes, int sizeClass, FreeSlabs limited) {
        Slab slab = freeAlone.get(sizeClass).pollLast();
        try {
            if (slab == null) {
                long whole = Math.min(pages(SizeClasses.bytes(sizeClass)), Mapping.MOST_BYTES);
                OpenFile file = open(whole);
                // Nothing else is cut off it.
                file.end = whole;
                slab = new Slab(file.mapping, sizeClass, FIRST, Location.of(process, file.number, FIRST), file.path);
                slabs++;
            }
            long before = slab.filled();
            slab.fill(pages(bytes));
            cut += slab.filled() - before;
            limited.counts(-before);
            return slab;
        } catch (IOException full) {
            throw full(bytes, full);
        }
    }

    /**
     * Gives back the memory of slabs that nobody uses, where they have files of their own.
     *
     * @return how many bytes
     */
    public synchronized long drain() {
        long drained = 0;
        if (limit != null) {
            for (ArrayDeque<Slab> slabsOfClass : freeAlone) {
                for (Slab slab : slabsOfClass) {
                    drained += drain(slab);
                }
            }
            limit.counts(-drained);
        }
        return drained;
    }

    private long drain(Slab slab) {
        long before = slab.filled();
        if (before > 0) {
            try {
                slab.fill(0);
                cut -= before;
            } catch (IOException kept) {
                return 0;
            }
        }
        return before;
    }

    private Slab cutOff(int sizeClass) throws IOException {
        // The largest class is larger than a file.
        long bytes = Math.min(SizeClasses.bytes(sizeClass), Mapping.MOST_BYTES - FIRST);
        OpenFile file = null;
        for (int i = files.size() - 1; i >= 0 && file == null; i--) {
            file = files.get(i).mapping.bytes() - files.get(i).end >= bytes ? files.get(i) : null;
        }
        if (file == null) {
            file = open(Math.max(fileBytes, (bytes + 2 * PAGE - 1) / PAGE * PAGE));
        }
        long offset = file.end;
        // Whole pages begin on a page's border.
        if (bytes >= PAGE) {
            offset = (offset + PAGE - 1) / PAGE * PAGE;
            if (offset + bytes > file.mapping.bytes()) {
                offset = file.end;
            }
        }
        take(file, offset + bytes);
        file.end = offset + bytes;
        cut += bytes;
        slabs++;
        return new Slab(file.mapping, sizeClass, (int) offset, Location.of(process, file.number, offset), null);
    }

    private OpenFile open(long bytes) throws IOException {
        int number = files.size();
        if (number == Location.FILES) {
            throw new IOException("an arena has at most " + number + " files");
        }
        Path path = folder.arena(process, number);
        OpenFile file = new OpenFile(number, path, Mapping.create(path, Math.min(bytes, Mapping.MOST_BYTES)));
        files.add(file);
        memory.add(process, number, file.mapping);
        return file;
    }

    /** Has the file system set pages aside up to an offset. */
    private static void take(OpenFile file, long end) throws IOException {
        if (end <= file.taken) {
            return;
        }
        long to = Math.min(file.mapping.bytes(), (end + ZEROS - 1) / ZEROS * ZEROS);
        Mapping.reserve(file.path, file.taken, to);
        file.taken = to;
    }

    /** Takes a slab back that nobody reads any more. */
    public synchronized void free(Slab slab) {
        FreeSlabs limited = limit;
        if (limited == null || slab.file() == null) {
            free.get(slab.sizeClass()).addLast(slab);
            return;
        }
        if (limited.mayStay() || drain(slab) == 0) {
            limited.counts(slab.filled());
        }
        freeAlone.get(slab.sizeClass()).addLast(slab);
    }

    /** How many bytes all slabs have together, those in use and those that wait. */
    public synchronized long bytes() {
        return cut;
    }

    /** How many slabs were ever cut off. */
    public synchronized long slabs() {
        return slabs;
    }
}
