package dev.anabranch.benchmarks.stress;

import dev.anabranch.runtime.shared.Returns;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Datasets that processes give back to their owner through words that all share: each comes back once. */
public final class ReturnsToOwner {
    private ReturnsToOwner() {}

    /** An owner of two datasets, in a part of the shared words that is emptied for one race. */
    abstract static class Owner {
        private static final Returns HERE = new Returns(SharedWords.layout(), SharedWords.here());
        private static final Returns THERE = new Returns(SharedWords.layout(), SharedWords.there());

        private final int owner = SharedWords.nextPart();
        private final int first = 2 * owner;
        /** What is in the second dataset; plain, as memory is. */
        private int content = 1;

        Owner() {
            SharedWords.here().exchange(SharedWords.layout().returned(owner), 0);
        }

        /** How many other processes have which of the two. */
        final void lend(int firstProcesses, int secondProcesses) {
            HERE.lend(first, firstProcesses);
            HERE.lend(first + 1, secondProcesses);
        }

        final void giveBack(int dataset) {
            THERE.giveBack(first + dataset, owner);
        }

        final void giveBackHere(int dataset) {
            HERE.giveBack(first + dataset, owner);
        }

        final int readAndGiveBack(int dataset) {
            int read = content;
            giveBack(dataset);
            return read;
        }

        /** Takes what came back: a digit for each dataset, counting how often. The second one's memory is used again. */
        final int take() {
            int[] taken = new int[1];
            HERE.takeAll(owner, crossing -> {
                taken[0] += crossing == first ? 1 : crossing == first + 1 ? 10 : 1000;
                if (crossing == first + 1) {
                    content = -9;
                }
            });
            return taken[0];
        }
    }

    /** Two processes give back the same dataset: it is in the list once. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it came back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it came back twice, or never")
    @State
    public static class OneOfTwoProcesses extends Owner {
        public OneOfTwoProcesses() {
            lend(2, 1);
        }

        @Actor
        public void one() {
            giveBack(0);
        }

        @Actor
        public void other() {
            giveBackHere(0);
        }

        @Arbiter
        public void taken(II_Result seen) {
            seen.r1 = take();
            seen.r2 = take();
        }
    }

    /** Two datasets come back at once: both are in the list. */
    @JCStressTest
    @Outcome(id = "11, 0", expect = Expect.ACCEPTABLE, desc = "both came back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one came back twice, or never")
    @State
    public static class TwoAtOnce extends Owner {
        public TwoAtOnce() {
            lend(1, 1);
        }

        @Actor
        public void one() {
            giveBack(0);
        }

        @Actor
        public void other() {
            giveBackHere(1);
        }

        @Arbiter
        public void taken(II_Result seen) {
            seen.r1 = take();
            seen.r2 = take();
        }
    }

    /** The owner takes what comes back while more does: nothing is lost, and nothing is used again under its reader. */
    @JCStressTest
    @Outcome(id = "1, 0, 11", expect = Expect.ACCEPTABLE, desc = "both came later")
    @Outcome(id = "1, 1, 10", expect = Expect.ACCEPTABLE, desc = "one came in time")
    @Outcome(id = "1, 11, 0", expect = Expect.ACCEPTABLE, desc = "both came in time")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one came back twice, never, or under its reader")
    @State
    public static class WhileOwnerTakes extends Owner {
        public WhileOwnerTakes() {
            lend(1, 1);
        }

        @Actor
        public void reader(III_Result seen) {
            giveBack(0);
            seen.r1 = readAndGiveBack(1);
        }

        @Actor
        public void owner(III_Result seen) {
            seen.r2 = take();
        }

        @Arbiter
        public void rest(III_Result seen) {
            seen.r3 = take();
        }
    }
}
