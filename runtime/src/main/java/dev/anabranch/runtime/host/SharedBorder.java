package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.shared.NoteReader;
import dev.anabranch.runtime.shared.NoteWriter;
import dev.anabranch.runtime.shared.Returns;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Words;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Datasets of other processes, through memory that all share. Whoever makes a dataset writes down where it lies and keeps a
 * hold for all other processes together. Each of these counts for one until nothing uses the dataset there any more; the one
 * that counts down to 0 puts it into the list of what came back to its owner, who gives the hold up: exactly once.
 */
final class SharedBorder extends Border {
    private final int process;
    private final RunWords layout;
    private final Words words;
    private final Returns returns;
    private final SharedMemory memory;
    private final ThreadLocal<NoteWriter> writers;
    private final NoteWriter.@Nullable Written[] written;
    private final Object collection = new Object();
    private volatile boolean collecting;
    private @Nullable Ground ground;

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
        long location = words.acquire(layout.place(crossing));
        Ground here = ground();
        Object value = NoteReader.read(
                memory,
                location,
                here.loans(),
                here.classes(),
                () -> returns.giveBack(crossing, crossings().owner(crossing)));
        store().adopt(cell, value);
        return value;
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
            returns.lend(crossing, crossings().readers(crossing).length);
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
    boolean collect() {
        if (!returns.isAny(process) && !collecting) {
            return false;
        }
        // What another thread is just giving up would be missed by who allocates, and made anew at the size of a
        // dataset.
        synchronized (collection) {
            collecting = true;
            try {
                returns.takeAll(process, this::giveUp);
            } finally {
                collecting = false;
            }
        }
        return true;
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
        NoteWriter.Written note = written[crossing];
        written[crossing] = null;
        store().purge(crossings().cell(crossing));
        if (note != null) {
            memory.arena().free(note.note());
            note.copies().forEach(memory.arena()::free);
        }
    }
}
