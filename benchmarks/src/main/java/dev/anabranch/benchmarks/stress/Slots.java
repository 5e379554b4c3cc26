package dev.anabranch.benchmarks.stress;

import dev.anabranch.runtime.host.OpenStore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The references of datasets, which are their own ready flags, and the holds that workers have on them. */
public final class Slots {
    private static final int CELL = CrossingPlan.object();

    private Slots() {}

    /** Who sees a dataset sees what is in it. */
    @JCStressTest
    @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "there, with what is in it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the reference came before what is behind it")
    @State
    public static class HandOff {
        private final OpenStore store = new OpenStore(CrossingPlan.plan());
        private final Marked dataset = new Marked();

        @Actor
        public void writer() {
            dataset.mark(1);
            store.put(CELL, dataset);
        }

        @Actor
        public void reader(I_Result seen) {
            seen.r1 = store.get(CELL) instanceof Marked read ? read.mark() : -1;
        }
    }

    /** Who waits for a dataset by looking again and again sees it come. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "it was seen")
    @Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "the look was made once and kept")
    @State
    public static class Wait {
        private final OpenStore store = new OpenStore(CrossingPlan.plan());
        private final Marked dataset = new Marked();

        @Actor
        @SuppressWarnings("StatementWithEmptyBody") // looks again and again
        public void reader() {
            while (!store.ready(CELL)) {}
        }

        @Signal
        public void writer() {
            store.put(CELL, dataset);
        }
    }

    /** Two workers read and purge: the last one frees, once, and nobody reads what is freed. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "both read it, and it was freed once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "freed under a reader, never or twice, or a purge found nothing")
    @State
    public static class Purge {
        private final OpenStore store = new OpenStore(CrossingPlan.plan());
        private final Marked dataset = new Marked();

        public Purge() {
            dataset.mark(1);
            store.put(CELL, dataset);
        }

        private int readAndPurge() {
            int read = store.get(CELL) instanceof Marked marked ? marked.mark() : -2;
            return store.purge(CELL) ? read : -3;
        }

        @Actor
        public void maker(III_Result seen) {
            seen.r1 = readAndPurge();
        }

        @Actor
        public void receiver(III_Result seen) {
            seen.r2 = readAndPurge();
        }

        @Arbiter
        public void freed(III_Result seen) {
            seen.r3 = store.get(CELL) == null ? dataset.freed() : -1;
        }
    }

    /** The maker may purge as soon as it has handed over, before the other worker has looked. */
    @JCStressTest
    @Outcome(id = "-1, 1, 0", expect = Expect.ACCEPTABLE, desc = "not there yet, and held for who comes later")
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "read and freed once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "freed under its reader, never or twice, or a purge found nothing")
    @State
    public static class HandOffAndPurge {
        private final OpenStore store = new OpenStore(CrossingPlan.plan());
        private final Marked dataset = new Marked();

        @Actor
        public void maker(III_Result seen) {
            dataset.mark(1);
            store.put(CELL, dataset);
            seen.r2 = store.purge(CELL) ? 1 : 0;
        }

        @Actor
        public void receiver(III_Result seen) {
            seen.r1 = -1;
            if (store.get(CELL) instanceof Marked read) {
                int mark = read.mark();
                seen.r1 = store.purge(CELL) ? mark : -3;
            }
        }

        @Arbiter
        public void freed(III_Result seen) {
            seen.r3 = dataset.freed();
        }
    }
}
