package dev.anabranch.benchmarks.stress;

import dev.anabranch.runtime.host.OpenStore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Workers that sleep until a cell is filled. That a wake-up comes too late now and then is the price of no fence. */
public final class Sleepers {
    private static final int CELL = CrossingPlan.number();
    private static final int OTHER = CrossingPlan.otherNumber();
    private static final int NUMBER = 42;

    private Sleepers() {}

    /** Who sleeps wakes up to the number. */
    @JCStressTest
    @Outcome(id = "42, 1, 0", expect = Expect.ACCEPTABLE, desc = "woken, or it was there before")
    @Outcome(id = "42, 1, 1", expect = Expect.ACCEPTABLE_INTERESTING, desc = "overlooked: found after its nap")
    @Outcome(expect = Expect.FORBIDDEN, desc = "told that nobody is left, or woken without the number")
    @State
    public static class Wake {
        private final OpenStore store = new OpenStore(CrossingPlan.plan());
        private int before;

        @Actor
        public void maker() {
            before = 1;
            store.putNumber(CELL, NUMBER);
        }

        @Actor
        public void sleeper(III_Result seen) {
            store.enter(1, Thread.currentThread());
            boolean filled = store.sleep(1, 1, CELL);
            seen.r1 = filled ? (int) store.number(CELL) : -1;
            seen.r2 = before;
        }

        @Arbiter
        public void overslept(III_Result seen) {
            seen.r3 = store.overslept();
        }
    }

    /** The maker leaves after its last number: nobody takes that for a standstill. */
    @JCStressTest
    @Outcome(id = "0, 42", expect = Expect.ACCEPTABLE, desc = "the sleeper got its number")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a standstill was seen that was none")
    @State
    public static class MakerLeaves {
        private final OpenStore store = new OpenStore(CrossingPlan.plan());

        @Actor
        public void maker(II_Result seen) {
            store.putNumber(CELL, NUMBER);
            store.leave(0);
            seen.r1 = store.standstill() ? 1 : 0;
        }

        @Actor
        public void sleeper(II_Result seen) {
            store.enter(1, Thread.currentThread());
            seen.r2 = store.sleep(1, 1, CELL) ? (int) store.number(CELL) : -1;
        }
    }

    /** Two workers wait for each other: one of them sees it, at once or after its nap, and ends the other's wait. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "both waits ended, in vain")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a number was seen that nobody has made")
    @State
    public static class Standstill {
        private final OpenStore store = new OpenStore(CrossingPlan.plan());

        private int sleep(int worker, int cell) {
            store.enter(worker, Thread.currentThread());
            boolean filled = store.sleep(worker, 1, cell);
            store.stop();
            return filled ? 1 : 0;
        }

        @Actor
        public void first(II_Result seen) {
            seen.r1 = sleep(0, CELL);
        }

        @Actor
        public void second(II_Result seen) {
            seen.r2 = sleep(1, OTHER);
        }
    }
}
