package dev.anabranch.benchmarks.micro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Turns as one would take them by hand. */
final class ByHandTurns {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle REFERENCE = MethodHandles.arrayElementVarHandle(Object[].class);
    /** So many words are two cache lines, which processors fetch in pairs. */
    private static final int LINES = 16;

    private ByHandTurns() {}

    /** Two words that are written again and again, each on lines of its own: the least that can move. */
    static final class Volatiles extends Turns {
        private final long[] words = new long[4 * LINES];

        @Override
        void give(int turn, long value) {
            WORD.setVolatile(words, word(turn), value);
        }

        @Override
        @SuppressWarnings("StatementWithEmptyBody") // looks again and again
        long take(int turn) {
            while (!given(turn)) {}
            return turn + 1L;
        }

        boolean given(int turn) {
            return (long) WORD.getVolatile(words, word(turn)) == turn + 1L;
        }

        private static int word(int turn) {
            return (1 + (turn & 1)) * LINES;
        }

        @Override
        void clear(int turns) {
            Arrays.fill(words, 0);
        }
    }

    /** A word for each turn, those of a side together. */
    static final class Words extends Turns {
        private final int second;
        private final long[] words;

        Words(int turns) {
            this.second = turns / 2 + LINES;
            this.words = new long[turns + 2 * LINES];
        }

        private int word(int turn) {
            return (turn >>> 1) + (turn & 1) * second;
        }

        @Override
        void give(int turn, long value) {
            WORD.setRelease(words, word(turn), value);
        }

        @Override
        long take(int turn) {
            while (true) {
                long value = (long) WORD.getAcquire(words, word(turn));
                if (value != 0) {
                    return value;
                }
            }
        }

        @Override
        void clear(int turns) {
            Arrays.fill(words, 0);
        }
    }

    /** A reference for each turn, those of a side together, to an object that is made for it. */
    static final class References extends Turns {
        private final int second;
        private final @Nullable Object[] references;

        References(int turns) {
            this.second = turns / 2 + 2 * LINES;
            this.references = new Object[turns + 4 * LINES];
        }

        private int place(int turn) {
            return (turn >>> 1) + (turn & 1) * second;
        }

        @Override
        void give(int turn, long value) {
            REFERENCE.setRelease(references, place(turn), value);
        }

        @Override
        long take(int turn) {
            while (true) {
                if (REFERENCE.getAcquire(references, place(turn)) instanceof Long value) {
                    return value;
                }
            }
        }

        @Override
        void clear(int turns) {
            Arrays.fill(references, null);
        }
    }

    /** The two words, and threads that park at once and are always unparked. */
    static final class Parks extends Turns {
        private final Volatiles words = new Volatiles();
        private final @Nullable Thread[] threads = new Thread[2];

        @Override
        void enter(int side, Thread thread) {
            threads[side] = thread;
        }

        @Override
        void give(int turn, long value) {
            words.give(turn, value);
            LockSupport.unpark(threads[1 - (turn & 1)]);
        }

        @Override
        long take(int turn) {
            while (!words.given(turn)) {
                LockSupport.park(this);
            }
            return words.take(turn);
        }

        @Override
        void clear(int turns) {
            words.clear(turns);
        }
    }

    /** The two words, and threads that look as long as a waiting room does, then say that they sleep, look again and park. */
    static final class LooksThenParks extends Turns {
        private static final long LOOK_NANOS = 2_000;

        private final Volatiles words = new Volatiles();
        private final long[] asleep = new long[4 * LINES];
        private final @Nullable Thread[] threads = new Thread[2];

        @Override
        void enter(int side, Thread thread) {
            threads[side] = thread;
        }

        @Override
        void give(int turn, long value) {
            words.give(turn, value);
            int other = 1 - (turn & 1);
            if ((long) WORD.getVolatile(asleep, (1 + other) * LINES) != 0) {
                LockSupport.unpark(threads[other]);
            }
        }

        @Override
        long take(int turn) {
            long end = System.nanoTime() + LOOK_NANOS;
            while (!words.given(turn)) {
                if (System.nanoTime() - end > 0) {
                    sleep(turn);
                }
            }
            return words.take(turn);
        }

        private void sleep(int turn) {
            int own = (2 - (turn & 1)) * LINES;
            WORD.setVolatile(asleep, own, 1L);
            while (!words.given(turn)) {
                LockSupport.park(this);
            }
            WORD.setVolatile(asleep, own, 0L);
        }

        @Override
        void clear(int turns) {
            words.clear(turns);
        }
    }
}
