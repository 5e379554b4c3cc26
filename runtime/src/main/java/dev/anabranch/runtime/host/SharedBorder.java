package dev.anabranch.runtime.host;

import dev.anabranch.api.Dataset;
import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.shared.NoteReader;
import dev.anabranch.runtime.shared.NoteWriter;
import dev.anabranch.runtime.shared.Returns;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Slab;
import dev.anabranch.runtime.shared.Words;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Datasets of other processes, through memory that all share. Whoever makes a dataset writes down where it lies and keeps a
 * hold for all other processes together. Each of these counts for one until nothing uses the dataset there any more; the one
 * that counts down to 0 puts it into the list of what came back to its owner, who gives the hold up: exactly once.
 *
 * <p>Where memory is limited and runs short, a process lets go of what it has borrowed and nobody there has in his hands, without
 * giving it back; a word counts who has it. While nobody has, the owner may put a dataset on disk, once: it exchanges the 0 for its size
 * with a minus. Who comes after that reads the file into memory of its own, and so does the owner.
 */
final class SharedBorder extends Border implements Recycling.Lent {
    private final int process;
    private final RunWords layout;
    private final Words words;
    private final Returns returns;
    private final SharedMemory memory;
    private final ThreadLocal<NoteWriter> writers;
    private final NoteWriter.@Nullable Written[] written;
    /** Of what is on disk and others will not read any more. */
    private final @Nullable Slab[] notes;

    private final AtomicIntegerArray states;
    /** How many datasets of this process others may still read. */
    private final AtomicInteger lent = new AtomicInteger();

    private final @Nullable Loaned[] loaned;
    private final ReentrantLock collection = new ReentrantLock();
    private @Nullable MemoryGuard guard;
    private @Nullable SharedSpill disk;
    private volatile boolean collecting;
    private @Nullable Ground ground;

    // What has become of a dataset here; 0 before anything has.

    /** This process is its owner, and has offered it. */
    private static final int OFFERED = 1;
    /** This process is its owner, and no other will read it any more. */
    private static final int GIVEN_UP = 2;
    /** This process has it in the owner's memory. */
    private static final int BORROWED = 3;
    /** This process has let go of it, or has a copy of its own. */
    private static final int APART = 4;
    /** This process has given it back. */
    private static final int RETURNED = 5;

    /** What may become of a dataset where memory runs short. */
    enum Tie {
        /** It stays where it is. */
        FIXED,
        /** It is this process's alone. */
        NONE,
        /** It is this process's, and on disk already, or may go there as nobody else has it now. */
        LENT,
        /** It lies in another process's memory, and this one can let go of it. */
        BORROWED,
        /** It is a copy of what is on disk. */
        COPIED
    }

    /** That this process has a dataset in its owner's memory. */
    private static final class Loaned {
        /** Whether it was let go of to be asked for again. */
        private volatile boolean letGo;
    }

    /**
     * What datasets are made again with.
     *
     * @param loans answers for what lies in other processes' arenas
     * @param classes knows the records of the run's tasks
     */
    private record Ground(BufferAllocator loans, ClassLoader classes) {}

    SharedBorder(Crossings crossings, int process, RunWords layout, Words words, SharedMemory memory) {
        super(crossings);
        this.process = process;
        this.layout = layout;
        this.words = words;
        this.returns = new Returns(layout, words);
        this.memory = memory;
        this.written = new NoteWriter.Written[crossings.size()];
        this.notes = new Slab[crossings.size()];
        this.states = new AtomicIntegerArray(crossings.size());
        this.loaned = new Loaned[crossings.size()];
        this.writers = ThreadLocal.withInitial(() -> new NoteWriter(memory));
    }

    /**
     * Before any worker starts.
     *
     * @param loans answers for what lies in other processes' arenas
     * @param classes knows the records of the run's tasks
     */
    void borrowInto(BufferAllocator loans, ClassLoader classes) {
        ground = new Ground(loans, classes);
    }

    /** Before any worker starts: the run's memory is limited, and this is where datasets go that several processes read. */
    void standUnder(MemoryGuard who, SharedSpill where) {
        guard = who;
        disk = where;
    }

    private Ground ground() {
        Ground known = ground;
        if (known == null) {
            throw new IllegalStateException("nothing can be borrowed yet");
        }
        return known;
    }

    @Override
    boolean ready(int cell) {
        int crossing = crossings().of(cell);
        return crossing >= 0
                ? crossings().owner(crossing) != process && words.acquire(layout.place(crossing)) != 0
                : super.ready(cell);
    }

    @Override
    @Nullable
    Object take(int cell) {
        int crossing = crossings().of(cell);
        if (crossing < 0) {
            return super.take(cell);
        }
        // Who waits asks again and again, and must not hold up who reads.
        return ready(cell) ? borrow(cell, crossing) : null;
    }

    private synchronized Object borrow(int cell, int crossing) {
        Object known = store().object(cell);
        if (known != null) {
            return known;
        }
        Object value = lend(crossing);
        if (value == null) {
            states.set(crossing, APART);
            value = new Evicted(cell, -words.ordered(layout.borrowed(crossing)));
        }
        store().adopt(cell, value);
        return value;
    }

    /** The dataset in its owner's memory; null if it is there no more. */
    private @Nullable Object lend(int crossing) {
        if (guard != null && !hold(crossing)) {
            return null;
        }
        Loaned loan = new Loaned();
        loaned[crossing] = loan;
        states.set(crossing, BORROWED);
        Ground here = ground();
        return NoteReader.read(memory, words.acquire(layout.place(crossing)), here.loans(), here.classes(), () -> {
            if (guard != null) {
                words.add(layout.borrowed(crossing), -1);
            }
            if (!loan.letGo) {
                states.set(crossing, RETURNED);
                returns.giveBack(crossing, crossings().owner(crossing));
            }
        });
    }

    /** Counts that this process has a dataset; false if it was evicted before. Without a limit none is, and nobody counts. */
    private boolean hold(int crossing) {
        int word = layout.borrowed(crossing);
        long now;
        do {
            now = words.ordered(word);
            if (now < 0) {
                return false;
            }
        } while (!words.compareAndSet(word, now, now + 1));
        return true;
    }

    @Override
    void offer(int cell, Object value) {
        int crossing = crossings().of(cell);
        if (crossing < 0 || crossings().owner(crossing) != process) {
            return;
        }
        try {
            NoteWriter.Written note = writers.get().write(value);
            written[crossing] = note;
            long copies = copiedBytes(note);
            if (guard != null && copies > 0) {
                guard.budget().add(copies);
            }
            returns.lend(crossing, crossings().readers(crossing).length);
            lent.incrementAndGet();
            // Before others may give it back.
            states.set(crossing, OFFERED);
            words.release(layout.place(crossing), note.note().location());
        } catch (UnsupportedOperationException unwritable) {
            throw new TaskMistake("returned " + unwritable.getMessage());
        }
    }

    /**
     * Gives up the holds of datasets that nobody uses any more in other processes; any thread may do so.
     *
     * @return whether there may have been any
     */
    @Override
    public boolean collect() {
        if (!returns.isAny(process) && !collecting) {
            return false;
        }
        if (guard == null) {
            collectAlone();
        } else {
            // In this order by everybody: what is given up may have to be forgotten by the guard's evictor.
            guard.whileNobodyEvicts(this::collectAlone);
        }
        return true;
    }

    /** What another thread is just giving up would be missed by who allocates, and made anew at the size of a dataset. */
    private void collectAlone() {
        collection.lock();
        try {
            collecting = true;
            returns.takeAll(process, this::giveUp);
        } finally {
            collecting = false;
            collection.unlock();
        }
    }

    /** After all workers of all processes have ended: nobody reads any more what did not come back. */
    void collectAll() {
        collect();
        for (int crossing = 0; crossing < written.length; crossing++) {
            if (written[crossing] != null) {
                giveUp(crossing);
            }
        }
    }

    private void giveUp(int crossing) {
        lent.decrementAndGet();
        NoteWriter.Written note = written[crossing];
        written[crossing] = null;
        states.set(crossing, GIVEN_UP);
        if (note != null && words.ordered(layout.borrowed(crossing)) < 0) {
            // What is on disk is made again by its note as long as it is read here.
            notes[crossing] = note.note();
        }
        store().purge(crossings().cell(crossing));
        if (note != null) {
            if (words.ordered(layout.borrowed(crossing)) >= 0) {
                memory.arena().free(note.note());
            }
            free(note);
        }
    }

    @Override
    public boolean hasLent() {
        return lent.get() > 0;
    }

    private static long copiedBytes(NoteWriter.Written note) {
        return note.copies().stream().mapToLong(Slab::bytes).sum();
    }

    private void free(NoteWriter.Written note) {
        note.copies().forEach(memory.arena()::free);
        if (guard != null) {
            guard.budget().add(-copiedBytes(note));
        }
    }

    @Override
    boolean mayMove(int cell) {
        return tie(cell) == Tie.NONE;
    }

    /** What may become of the dataset in a cell; with the guard's lock. */
    Tie tie(int cell) {
        int crossing = crossings().of(cell);
        if (crossing < 0) {
            return crossings().original(cell) < 0 ? Tie.NONE : Tie.FIXED;
        }
        long borrowed = words.ordered(layout.borrowed(crossing));
        return switch (states.get(crossing)) {
            case OFFERED -> borrowed > 0 ? Tie.FIXED : Tie.LENT;
            case GIVEN_UP -> borrowed < 0 ? Tie.LENT : Tie.NONE;
            case BORROWED -> Tie.BORROWED;
            case APART -> Tie.COPIED;
            default -> Tie.FIXED;
        };
    }

    /** Whether other processes may still read what this one has made. */
    boolean isOffered(int cell) {
        int crossing = crossings().of(cell);
        return crossing >= 0 && states.get(crossing) == OFFERED;
    }

    /** Whether others have a cell's dataset in their hands that this process has made. */
    boolean othersHave(int cell) {
        int crossing = crossings().of(cell);
        return crossing >= 0 && states.get(crossing) == OFFERED && words.ordered(layout.borrowed(crossing)) > 0;
    }

    /** How many tasks a worker of any process has finished, a moment ago. */
    int finished(int worker) {
        return (int) words.opaque(layout.finished(worker));
    }

    /**
     * Puts a dataset that this process has lent on disk, if nobody else has it by then.
     *
     * @return how many bytes were written, or -1 if somebody has it
     */
    long withdraw(int cell, Dataset dataset) throws IOException {
        int crossing = crossings().of(cell);
        int word = layout.borrowed(crossing);
        if (words.ordered(word) < 0) {
            return 0;
        }
        Objects.requireNonNull(disk).write(crossing, dataset);
        if (!words.compareAndSet(word, 0, -dataset.bytes())) {
            return -1;
        }
        NoteWriter.Written note = written[crossing];
        if (note != null && !note.copies().isEmpty()) {
            written[crossing] = new NoteWriter.Written(note.note(), List.of());
            free(note);
        }
        return dataset.bytes();
    }

    /** Before a borrowed dataset is closed: it will be asked for again. */
    void letGo(int cell) {
        int crossing = crossings().of(cell);
        Loaned loan = loaned[crossing];
        if (loan != null) {
            loan.letGo = true;
        }
        states.set(crossing, APART);
    }

    /** Whether the dataset of a cell that is not in memory here is to be had from its owner, or from where that has put it. */
    boolean isElsewhere(int cell) {
        int crossing = crossings().of(cell);
        return crossing >= 0 && (states.get(crossing) == APART || words.ordered(layout.borrowed(crossing)) < 0);
    }

    /**
     * The dataset of a cell, from its owner's memory if it is still there, or from disk; with the guard's lock.
     *
     * @param allocator where memory comes from
     */
    Dataset again(int cell, BufferAllocator allocator) throws IOException {
        int crossing = crossings().of(cell);
        if (states.get(crossing) == APART) {
            Object value = lend(crossing);
            if (value != null) {
                return (Dataset) value;
            }
        }
        long location = words.acquire(layout.place(crossing));
        return Objects.requireNonNull(disk).read(crossing, allocator, buffers ->
                (Dataset) NoteReader.read(memory, location, buffers, allocator, ground().classes()));
    }

    /** Nothing of a cell's dataset is left here; with the guard's lock if it was evicted before. */
    void forget(int cell) throws IOException {
        int crossing = crossings().of(cell);
        if (crossing < 0) {
            return;
        }
        if (crossings().owner(crossing) == process) {
            Objects.requireNonNull(disk).forget(crossing);
            Slab note = notes[crossing];
            if (note != null) {
                notes[crossing] = null;
                memory.arena().free(note);
            }
        } else if (states.compareAndSet(crossing, APART, RETURNED)) {
            returns.giveBack(crossing, crossings().owner(crossing));
        }
    }

    /** Removes what is on disk, after all workers have ended. */
    void close() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }
}
