package dev.anabranch.runtime.host;

import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What one process of a run does every few milliseconds: it tells how far its workers are, wakes those that a writer has
 * overlooked, takes back what others have read, and looks whether the whole run stands still.
 */
final class Caretaker extends Thread {
    private static final long PERIOD_NANOS = 10_000_000;
    /** Where memory has run short, another process may wait for it. */
    private static final long PERIOD_UNDER_PRESSURE_NANOS = 1_000_000;
    /** So often must every process have looked after its sleepers while nobody moved. */
    private static final int ROUNDS_STILL = 50;

    private final RunState run;
    private final ProcessesWaitingRoom waitingRoom;
    private final SharedBorder border;
    private final RunWords layout;
    private final Words words;
    private final int process;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long[] still = new long[0];
    private long[] beats = new long[0];

    Caretaker(
            RunState run,
            ProcessesWaitingRoom waitingRoom,
            SharedBorder border,
            RunWords layout,
            Words words,
            int process) {
        super("caretaker-" + process);
        this.run = run;
        this.waitingRoom = waitingRoom;
        this.border = border;
        this.layout = layout;
        this.words = words;
        this.process = process;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            long looked = System.nanoTime();
            while (!ended.await(period(), TimeUnit.NANOSECONDS)) {
                help();
                if (System.nanoTime() - looked >= PERIOD_NANOS) {
                    look();
                    looked = System.nanoTime();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private long period() {
        MemoryGuard guard = run.guard();
        return guard != null && guard.isPressed() ? PERIOD_UNDER_PRESSURE_NANOS : PERIOD_NANOS;
    }

    private void help() {
        MemoryGuard guard = run.guard();
        if (guard != null) {
            try {
                guard.help();
            } catch (RunFailure failed) {
                run.fail(failed);
            }
        }
    }

    void end() {
        ended.countDown();
    }

    private void look() {
        tell();
        for (Worker worker : run.own()) {
            waitingRoom.wakeOverlooked(worker.index(), run.store());
        }
        border.collect();
        words.add(layout.heartbeat(process), 1);
        if (!waitingRoom.stopped()) {
            lookForStandstill();
        }
    }

    /** Tells how far this process's workers are. */
    void tell() {
        for (Worker worker : run.own()) {
            words.opaque(layout.finished(worker.index()), worker.finished());
        }
    }

    private void lookForStandstill() {
        long[] now = waitingRoom.whereAllSleep();
        if (now.length == 0 || !Arrays.equals(now, still)) {
            still = now;
            beats = heartbeats();
            return;
        }
        long[] since = heartbeats();
        for (int other = 0; other < since.length; other++) {
            if (since[other] - beats[other] < ROUNDS_STILL) {
                return;
            }
        }
        run.fail(Failures.standstill(run, -1, -1));
    }

    private long[] heartbeats() {
        long[] all = new long[layout.processes()];
        for (int other = 0; other < all.length; other++) {
            all[other] = words.acquire(layout.heartbeat(other));
        }
        return all;
    }
}
