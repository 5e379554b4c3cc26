package dev.anabranch.benchmarks.stress;

import dev.anabranch.runtime.host.OpenNumbers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The words of numbers in memory that processes share: each side has its own mapping of it. */
public final class NumbersBetweenProcesses {
    private static final int NUMBER = 42;
    private static final int PLACES = SharedWords.PARTS * SharedWords.PLACES;

    private NumbersBetweenProcesses() {}

    /** A part of the shared words, emptied for one race. */
    abstract static class Part {
        static final OpenNumbers FIRST = OpenNumbers.mapped(SharedWords.layout(), SharedWords.here(), PLACES);
        static final OpenNumbers SECOND = OpenNumbers.mapped(SharedWords.layout(), SharedWords.there(), PLACES);

        final int place = SharedWords.nextPart() * SharedWords.PLACES;
        /** What lies behind the number, in shared memory too. */
        final int before = SharedWords.layout().firstNumber() + place + SharedWords.PLACES - 1;

        Part() {
            for (int i = 0; i < 2; i++) {
                SharedWords.here().plain(SharedWords.layout().firstNumber() + place + i, 0);
                FIRST.words()[place + i] = 0;
                SECOND.words()[place + i] = 0;
            }
            SharedWords.here().plain(before, 0);
            SharedWords.here().plain(SharedWords.layout().firstUnlikely() + (place >>> 6), 0);
        }
    }

    /** Who sees a number sees what was done before it was handed over. */
    @JCStressTest
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "42, 1", expect = Expect.ACCEPTABLE, desc = "there, with what came before it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "another number, or it came too early")
    @State
    public static class HandOff extends Part {
        @Actor
        public void writer() {
            SharedWords.here().plain(before, 1);
            FIRST.putShared(place, NUMBER);
        }

        @Actor
        public void reader(II_Result seen) {
            boolean ready = SECOND.ready(place);
            seen.r1 = ready ? (int) SECOND.get(place) : -1;
            seen.r2 = ready ? (int) SharedWords.there().plain(before) : -1;
        }
    }

    /** The same of the number whose word is 0, which is noted apart. */
    @JCStressTest
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "42, 1", expect = Expect.ACCEPTABLE, desc = "there, with what came before it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "another number, or it came too early")
    @State
    public static class HandOffOfTheUnlikely extends Part {
        @Actor
        public void writer() {
            SharedWords.here().plain(before, 1);
            FIRST.putShared(place, OpenNumbers.unlikely());
        }

        @Actor
        public void reader(II_Result seen) {
            boolean ready = SECOND.ready(place);
            seen.r1 = ready ? NUMBER + (int) (SECOND.get(place) - OpenNumbers.unlikely()) : -1;
            seen.r2 = ready ? (int) SharedWords.there().plain(before) : -1;
        }
    }

    /** Two processes note unlikely numbers in one word: neither note is lost. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both are noted")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a note is lost")
    @State
    public static class NotesInOneWord extends Part {
        @Actor
        public void first() {
            FIRST.putShared(place, OpenNumbers.unlikely());
        }

        @Actor
        public void second() {
            SECOND.putShared(place + 1, OpenNumbers.unlikely());
        }

        @Arbiter
        public void both(II_Result seen) {
            seen.r1 = SECOND.ready(place) ? 1 : 0;
            seen.r2 = FIRST.ready(place + 1) ? 1 : 0;
        }
    }
}
