package dev.anabranch.runtime.host;

import java.util.concurrent.atomic.AtomicLong;

/** The budget of a run, or of a host's share of one, that is alone with its limit. */
final class OwnBudget implements MemoryBudget {
    private final long limit;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private volatile boolean pressed;

    OwnBudget(long limit) {
        this.limit = limit;
    }

    @Override
    public long limit() {
        return limit;
    }

    @Override
    public long sizeOf(long bytes) {
        return bytes;
    }

    @Override
    public boolean take(long size) {
        long now = taken.get();
        while (now + size <= limit) {
            if (taken.compareAndSet(now, now + size)) {
                if (now + size > peak.get()) {
                    peak.accumulateAndGet(now + size, Math::max);
                }
                return true;
            }
            now = taken.get();
        }
        return false;
    }

    @Override
    public void add(long size) {
        taken.addAndGet(size);
    }

    @Override
    public long taken() {
        return taken.get();
    }

    @Override
    public long peak() {
        return peak.get();
    }

    @Override
    public boolean isPressed() {
        return pressed;
    }

    @Override
    public void press() {
        pressed = true;
    }

    @Override
    public boolean begin(long need) {
        long now = begun.get();
        while (now == 0 || now + need <= limit) {
            if (begun.compareAndSet(now, now + need)) {
                return true;
            }
            now = begun.get();
        }
        return false;
    }

    @Override
    public void count(long need) {
        begun.addAndGet(need);
    }

    @Override
    public long drain() {
        return 0;
    }

    @Override
    public void want(long bytes) {}

    @Override
    public long wantedByOthers() {
        return 0;
    }

    @Override
    public void starves(int worker, boolean begins) {}

    @Override
    public boolean othersRun() {
        return false;
    }
}
