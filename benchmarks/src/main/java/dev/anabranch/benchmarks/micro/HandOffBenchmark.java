package dev.anabranch.benchmarks.micro;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to hand a value to a thread that waits for nothing else, in nanoseconds one way: two threads take turns. Both
 * need a processor of their own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(HandOffBenchmark.TURNS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class HandOffBenchmark {
    /** How many turns one invocation takes. */
    static final int TURNS = 1000;

    /** So many of a flow, which starts threads first. */
    static final int TASKS = 10_000;

    private static final Duration LONG = Duration.ofSeconds(1);

    /** Two threads and what is between them. */
    abstract static class Pair {
        private final Turns turns;
        private final Partner partner;

        Pair(Turns turns) {
            this.turns = turns;
            this.partner = new Partner(turns, TURNS);
        }

        @Setup(Level.Trial)
        public void begin() {
            turns.enter(0, Thread.currentThread());
            partner.start();
        }

        @TearDown(Level.Trial)
        public void end() throws InterruptedException {
            partner.close();
            partner.join();
        }

        long play() {
            long last = partner.play();
            if (last != TURNS) {
                throw new IllegalStateException("the last value is " + last + ", not " + TURNS);
            }
            return last;
        }
    }

    /** Two volatile words. */
    @State(Scope.Thread)
    public static class Volatiles extends Pair {
        public Volatiles() {
            super(new ByHandTurns.Volatiles());
        }
    }

    /** A word for each turn. */
    @State(Scope.Thread)
    public static class Words extends Pair {
        public Words() {
            super(new ByHandTurns.Words(TURNS));
        }
    }

    /** A reference for each turn. */
    @State(Scope.Thread)
    public static class References extends Pair {
        public References() {
            super(new ByHandTurns.References(TURNS));
        }
    }

    /** Numbers in a store. */
    @State(Scope.Thread)
    public static class Numbers extends Pair {
        public Numbers() {
            super(new StoreTurns.Numbers(TURNS));
        }
    }

    /** Objects in a store. */
    @State(Scope.Thread)
    public static class Slots extends Pair {
        public Slots() {
            super(new StoreTurns.Slots(TURNS));
        }
    }

    /** Threads that park, woken later. */
    @State(Scope.Thread)
    public static class Parks extends Pair {
        public Parks() {
            super(new LaterTurns(new ByHandTurns.Parks()));
        }
    }

    /** Workers that sleep, woken later. */
    @State(Scope.Thread)
    public static class Sleeps extends Pair {
        public Sleeps() {
            super(new LaterTurns(new StoreTurns.Sleeps(TURNS)));
        }
    }

    /** Threads that look before they park. */
    @State(Scope.Thread)
    public static class LooksThenParks extends Pair {
        public LooksThenParks() {
            super(new ByHandTurns.LooksThenParks());
        }
    }

    /** Workers whose last look may be in time. */
    @State(Scope.Thread)
    public static class Dozes extends Pair {
        public Dozes() {
            super(new StoreTurns.Sleeps(TURNS));
        }
    }

    /** A flow of turns. */
    @State(Scope.Thread)
    public static class Compiled {
        private final TurnsFlow flow = TurnsFlow.of(TASKS);

        long run(Duration spin) {
            long last = flow.run(spin);
            if (last != TASKS) {
                throw new IllegalStateException("the last value is " + last + ", not " + TASKS);
            }
            return last;
        }
    }

    @Benchmark
    public long volatiles(Volatiles pair) {
        return pair.play();
    }

    @Benchmark
    @Beside("volatiles")
    public long words(Words pair) {
        return pair.play();
    }

    @Benchmark
    @Beside("words")
    public long numbers(Numbers pair) {
        return pair.play();
    }

    /** With the task itself: its turn, its time, and a share of the run's beginning and end. */
    @Benchmark
    @Beside("words")
    @OperationsPerInvocation(TASKS)
    public long tasks(Compiled flow) {
        return flow.run(LONG);
    }

    @Benchmark
    @Beside("volatiles")
    public long references(References pair) {
        return pair.play();
    }

    @Benchmark
    @Beside("references")
    public long slots(Slots pair) {
        return pair.play();
    }

    @Benchmark
    public long looksThenParks(LooksThenParks pair) {
        return pair.play();
    }

    /** The last looks before a sleep are often in time: the other thread is awake. */
    @Benchmark
    @Beside("looksThenParks")
    public long dozes(Dozes pair) {
        return pair.play();
    }

    @Benchmark
    @Beside("looksThenParks")
    @OperationsPerInvocation(TASKS)
    public long tasksThatDoze(Compiled flow) {
        return flow.run(Duration.ZERO);
    }

    /** Each value comes when its reader sleeps; the time until then counts, here and in {@link #sleeps}. */
    @Benchmark
    public long parks(Parks pair) {
        return pair.play();
    }

    @Benchmark
    @Beside("parks")
    public long sleeps(Sleeps pair) {
        return pair.play();
    }
}
