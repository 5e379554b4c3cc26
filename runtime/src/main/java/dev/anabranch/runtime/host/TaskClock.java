package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.WorkerPlan;
import java.util.function.LongSupplier;

/**
 * Times a worker's tasks in spans of one family: a span begins when the one before it ended, or when an input had arrived
 * that was awaited for long. Short tasks share a span, so that looking at the clock does not take as long as they do; where a
 * trace is wanted, each task has its own.
 */
final class TaskClock {
    /**
     * Shorter spans get longer, those of twice that shorter. Where tasks are slow at first, as they are not compiled yet, spans of a
     * few of them would have the JIT take the looks at the clock for a part of each task, and put them into every loop.
     */
    private static final long SPAN_NANOS = 20_000;

    private static final int LONGEST_SPAN = 256;

    private final LongSupplier clock;
    private final WorkerPlan program;
    private final int longest;
    private final TaskSpans spans = new TaskSpans();
    private long began;
    private long waited;
    private int lookAfter = 1;
    private int span = 1;
    private int stretch;

    TaskClock(LongSupplier clock, WorkerPlan program, boolean single) {
        this.clock = clock;
        this.program = program;
        this.longest = single ? 1 : LONGEST_SPAN;
    }

    long now() {
        return clock.getAsLong();
    }

    /** The first span begins. */
    void begin() {
        began = now();
    }

    /** After how many tasks a span ends. */
    int lookAfter() {
        return lookAfter;
    }

    /** Ends a span with the tasks that are done, and chooses where the next is to end. */
    void look(int done) {
        long now = now();
        long took = now - began;
        endSpan(done, now);
        began = now;
        if (took < SPAN_NANOS) {
            span = Math.min(span * 2, longest);
        } else if (took > 2 * SPAN_NANOS) {
            span = Math.max(1, span / 2);
        }
        next(done);
    }

    private void endSpan(int done, long now) {
        if (done > spans.tasks()) {
            spans.add(done, began, now);
        }
    }

    private void next(int done) {
        if (stretch < program.stretches() && program.stretchEnd(stretch) == done) {
            stretch++;
        }
        int last = stretch < program.stretches() ? program.stretchEnd(stretch) : Integer.MAX_VALUE;
        lookAfter = Math.min(done + span, last);
    }

    /** Ends the span before something that takes its own time. */
    void pause(int done) {
        endSpan(done, now());
    }

    /** Begins a span after something that took its own time. */
    void goOn(int done) {
        began = now();
        next(done);
    }

    /** Leaves time out of the span that has begun. */
    void leaveOut(long nanos) {
        began += nanos;
    }

    /** Leaves out a wait that has just ended. */
    void waited(int done, long arrived) {
        endSpan(done, arrived);
        goOn(done);
        waited += began - arrived;
    }

    /** When tasks ran. */
    TaskSpans spans() {
        return spans;
    }

    long waitedNanos() {
        return waited;
    }
}
