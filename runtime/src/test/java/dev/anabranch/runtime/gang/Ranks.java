package dev.anabranch.runtime.gang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** Threads that are the ranks of a gang, and a run that can be stopped. */
final class Ranks {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Runnable wake;

    Ranks() {
        this(() -> {});
    }

    /** @param wake has those look who sleep, once the run is stopped */
    Ranks(Runnable wake) {
        this.wake = wake;
    }

    /** What a rank needs. */
    record Place(GangRoom room, BufferAllocator allocator) {}

    final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger asleep = new AtomicInteger();
    final GangRun stop = new GangRun() {
        @Override
        public void sleeps(boolean begins) {
            asleep.addAndGet(begins ? 1 : -1);
        }

        @Override
        public boolean stopped() {
            return stopped.get();
        }

        @Override
        public RuntimeException signal() {
            return new IllegalStateException("stopped");
        }

        @Override
        public void interrupted() {
            stopped.set(true);
        }
    };

    /** Waits until so many ranks sleep, or are just about to. */
    void awaitAsleep(int ranks) {
        while (asleep.get() < ranks && !stopped.get()) {
            Thread.onSpinWait();
        }
    }

    void stop() {
        stopped.set(true);
        wake.run();
    }

    interface Body {
        void run(GangMember member) throws Exception;
    }

    /** Runs a body as each rank; answers what each threw, or null. Who fails stops the run, as workers do. */
    List<@Nullable Throwable> run(int size, long treeBytes, Body body) throws InterruptedException {
        GangRoom room = new ThreadsGangRoom("x[3]", size, stop, Ports.OF_THIS_PROCESS);
        try (BufferAllocator unused = new RootAllocator()) {
            return run(Collections.nCopies(size, new Place(room, unused)), treeBytes, body);
        }
    }

    /** With a room and an allocator for each rank. */
    List<@Nullable Throwable> run(List<Place> places, long treeBytes, Body body) throws InterruptedException {
        int size = places.size();
        @Nullable Throwable[] thrown = new Throwable[size];
        List<Thread> threads = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            int own = rank;
            Thread thread = new Thread(() -> {
                GangRoom room = places.get(own).room();
                GangMember member = new GangMember(room, own, places.get(own).allocator(), treeBytes);
                try {
                    member.meet();
                    body.run(member);
                    room.leave(own);
                } catch (Throwable failed) {
                    thrown[own] = failed;
                    room.fail(own);
                    stop();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                AssertionError hangs = new AssertionError("a rank hangs");
                hangs.setStackTrace(thread.getStackTrace());
                throw hangs;
            }
        }
        List<@Nullable Throwable> all = new ArrayList<>();
        for (Throwable each : thrown) {
            all.add(each);
        }
        return all;
    }
}
