package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.shared.Arena;
import dev.anabranch.runtime.shared.FreeSlabs;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;

/**
 * The one budget of all processes of a run: counts in words that they share, so that who needs memory has what others leave. Memory
 * that nobody uses counts until it was given back to the file system, and large slabs count by whole pages: the counts are what the
 * run takes of the machine, but for slabs that are smaller than {@link #leastFile}.
 */
final class SharedBudget implements MemoryBudget, FreeSlabs {
    /** Smaller slabs never have files of their own, and an arena never has many more files than this at a time. */
    private static final long LEAST_FILE = 64 << 10;

    private static final long MOST_FILES = 4096;

    private final long limit;
    private final RunWords layout;
    private final Words words;
    private final Deal deal;
    private final int workers;
    private final int process;
    private final Arena arena;

    /**
     * The view of one process.
     *
     * @param limit of all processes together
     * @param arena of this process
     */
    SharedBudget(long limit, RunWords layout, Words words, Deal deal, int process, Arena arena) {
        this.limit = limit;
        this.layout = layout;
        this.words = words;
        this.deal = deal;
        this.workers = layout.workers();
        this.process = process;
        this.arena = arena;
        arena.limitBy(this, leastFile());
    }

    /** From so many bytes on a slab has a file of its own, whose memory can be given back. */
    private long leastFile() {
        return Math.max(LEAST_FILE, limit / MOST_FILES);
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public long sizeOf(long bytes) {
        return bytes < leastFile() ? bytes : Arena.pages(bytes);
    }

    @Override
    public boolean take(long size) {
        while (true) {
            long now = words.ordered(layout.taken());
            // Looked at afterwards: what becomes free is counted here before it is taken off there.
            long all = now + words.ordered(layout.idleBytes()) + size;
            if (all > limit) {
                return false;
            }
            if (words.compareAndSet(layout.taken(), now, now + size)) {
                note(all);
                return true;
            }
        }
    }

    private void note(long all) {
        long most = words.opaque(layout.peak());
        while (all > most && !words.compareAndSet(layout.peak(), most, all)) {
            most = words.opaque(layout.peak());
        }
    }

    @Override
    public void add(long size) {
        words.add(layout.taken(), size);
    }

    @Override
    public long taken() {
        return words.ordered(layout.taken()) + words.ordered(layout.idleBytes());
    }

    @Override
    public long peak() {
        return process == 0 ? words.ordered(layout.peak()) : 0;
    }

    @Override
    public boolean isPressed() {
        return words.opaque(layout.pressed()) != 0;
    }

    @Override
    public void press() {
        if (!isPressed()) {
            words.exchange(layout.pressed(), 1);
        }
    }

    @Override
    public boolean begin(long need) {
        long now = words.ordered(layout.begun());
        while (now == 0 || now + need <= limit) {
            if (words.compareAndSet(layout.begun(), now, now + need)) {
                return true;
            }
            now = words.ordered(layout.begun());
        }
        return false;
    }

    @Override
    public void count(long need) {
        words.add(layout.begun(), need);
    }

    @Override
    public long drain() {
        return arena.drain();
    }

    @Override
    public void want(long bytes) {
        words.release(layout.wanted(process), bytes);
    }

    @Override
    public long wantedByOthers() {
        long most = 0;
        for (int other = 0; other < layout.processes(); other++) {
            if (other != process) {
                most = Math.max(most, words.acquire(layout.wanted(other)));
            }
        }
        return most;
    }

    @Override
    public void starves(int worker, boolean begins) {
        words.release(layout.starving(worker), begins ? 1 : 0);
    }

    /** Who sleeps may be about to go on: whoever asks asks again for a while. */
    @Override
    public boolean othersRun() {
        for (int worker = 0; worker < workers; worker++) {
            if (deal.partOf(worker) != process
                    && words.acquire(layout.starving(worker)) == 0
                    && words.acquire(layout.state(worker)) == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayStay() {
        return !isPressed();
    }

    @Override
    public void counts(long bytes) {
        words.add(layout.idleBytes(), bytes);
    }
}
