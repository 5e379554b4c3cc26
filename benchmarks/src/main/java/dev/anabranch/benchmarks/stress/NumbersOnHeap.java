package dev.anabranch.benchmarks.stress;

import dev.anabranch.runtime.host.OpenNumbers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The words of numbers between threads of one process. */
public final class NumbersOnHeap {
    private static final int NUMBER = 42;

    private NumbersOnHeap() {}

    /** Who sees a number sees what was done before it was handed over. */
    @JCStressTest
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "42, 1", expect = Expect.ACCEPTABLE, desc = "there, with what came before it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "another number, or it came too early")
    @State
    public static class HandOff {
        private final OpenNumbers numbers = OpenNumbers.onHeap(1);
        private int before;

        @Actor
        public void writer() {
            before = 1;
            numbers.putShared(0, NUMBER);
        }

        @Actor
        public void reader(II_Result seen) {
            boolean ready = numbers.ready(0);
            seen.r1 = ready ? (int) numbers.get(0) : -1;
            seen.r2 = ready ? before : -1;
        }
    }

    /** The same of the number whose word is 0, which is noted apart. */
    @JCStressTest
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "42, 1", expect = Expect.ACCEPTABLE, desc = "there, with what came before it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "another number, or it came too early")
    @State
    public static class HandOffOfTheUnlikely {
        private final OpenNumbers numbers = OpenNumbers.onHeap(1);
        private int before;

        @Actor
        public void writer() {
            before = 1;
            numbers.putShared(0, OpenNumbers.unlikely());
        }

        @Actor
        public void reader(II_Result seen) {
            boolean ready = numbers.ready(0);
            seen.r1 = ready ? NUMBER + (int) (numbers.get(0) - OpenNumbers.unlikely()) : -1;
            seen.r2 = ready ? before : -1;
        }
    }

    /** Who waits for a number by looking again and again sees it come. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "it was seen")
    @Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "the look was made once and kept")
    @State
    public static class Wait {
        private final OpenNumbers numbers = OpenNumbers.onHeap(1);

        @Actor
        @SuppressWarnings("StatementWithEmptyBody") // looks again and again
        public void reader() {
            while (!numbers.ready(0)) {}
        }

        @Signal
        public void writer() {
            numbers.putShared(0, NUMBER);
        }
    }
}
