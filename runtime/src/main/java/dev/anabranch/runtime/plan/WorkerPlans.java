package dev.anabranch.runtime.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Takes the table of steps apart into one plan per worker. */
final class WorkerPlans {
    /** The names in the {@code kind} column, by code; those before RUN are operations. */
    private static final String[] KINDS = {
        "ALIAS", "PUBLISH", "PURGE", "SPILL", "RESTORE", "CHECKPOINT", "RUN", "SEND", "RECEIVE", "JOIN"
    };

    static final byte ALIAS = 0;
    static final byte PURGE = 2;
    static final byte RUN = 6;
    static final byte SEND = 7;
    static final byte RECEIVE = 8;
    static final byte JOIN = 9;
    /** An operation after each run of a gang's task, as {@link Operation} numbers it; of steps it is the code of RUN. */
    private static final byte LEAVE = RUN;

    /** Texts of one hint are mostly of one kind. */
    private static final int HINTS = 64;

    private WorkerPlans() {}

    static byte[] codes(TextColumn kind) throws PlanFormatException {
        byte[][] names = new byte[KINDS.length][];
        for (int code = 0; code < names.length; code++) {
            names[code] = KINDS[code].getBytes(StandardCharsets.UTF_8);
        }
        byte[] codes = new byte[kind.rows()];
        byte[] likely = new byte[HINTS];
        for (int row = 0; row < codes.length; row++) {
            int hint = kind.hint(row) % HINTS;
            int code = likely[hint];
            if (!kind.is(row, names[code])) {
                code = 0;
                while (!kind.is(row, names[code])) {
                    if (++code == names.length) {
                        throw new PlanFormatException("steps.arrow: unknown kind " + kind.get(row));
                    }
                }
                likely[hint] = (byte) code;
            }
            codes[row] = (byte) code;
        }
        return codes;
    }

    static WorkerPlan[] of(int workers, TaskRows tasks, StepRows steps, PlanTable dispatch, NumberSlots numbers)
            throws PlanFormatException {
        WorkerRanges taskRows = tasks.ranges();
        WorkerRanges stepRows = WorkerRanges.of(workers, steps.worker(), "steps");
        WorkerRanges unitRows = WorkerRanges.of(workers, dispatch.ints("worker"), "dispatch");
        int[] unit = dispatch.ints("unit");
        int[] coordinate = dispatch.ints("first");
        BitSet gangs = new BitSet();
        for (int row = 0; row < tasks.rows(); row++) {
            if (tasks.rank(row) != 0) {
                gangs.set(tasks.task(row));
            }
        }
        WorkerPlan[] plans = new WorkerPlan[workers];
        for (int worker = 0; worker < workers; worker++) {
            plans[worker] = plan(
                    worker,
                    tasks,
                    taskRows.first(worker),
                    taskRows.end(worker),
                    steps,
                    stepRows.first(worker),
                    stepRows.end(worker),
                    numbers,
                    gangs,
                    Arrays.copyOfRange(unit, unitRows.first(worker), unitRows.end(worker)),
                    Arrays.copyOfRange(coordinate, unitRows.first(worker), unitRows.end(worker)));
        }
        return plans;
    }

    private static WorkerPlan plan(
            int worker,
            TaskRows tasks,
            int firstTask,
            int endTask,
            StepRows steps,
            int firstStep,
            int endStep,
            NumberSlots numbers,
            BitSet gangs,
            int[] units,
            int[] coordinates)
            throws PlanFormatException {
        int runs = endTask - firstTask;
        int operations = 0;
        for (int step = firstStep; step < endStep; step++) {
            operations += isOperation(steps, step, numbers) || isInGang(steps, step, gangs) ? 1 : 0;
        }
        int[] afterRun = new int[operations];
        byte[] kinds = new byte[operations];
        int[] slots = new int[operations];
        int[] peers = new int[operations];
        int run = -1;
        int operation = 0;
        for (int step = firstStep; step < endStep; step++) {
            byte code = steps.code(step);
            if (code == RUN || code == JOIN) {
                run++;
                if (run == runs || tasks.task(firstTask + run) != steps.task(step)) {
                    throw new PlanFormatException("worker " + worker + " runs task " + steps.task(step) + " as its "
                            + (run + 1) + ". in steps.arrow, but not in tasks.arrow");
                }
                int rank = code == RUN ? 0 : steps.peer(step);
                if (tasks.rank(firstTask + run) != rank) {
                    throw new PlanFormatException("worker " + worker + " has rank " + rank + " of task "
                            + steps.task(step) + " in steps.arrow, but not in tasks.arrow");
                }
                if (isInGang(steps, step, gangs)) {
                    afterRun[operation] = run;
                    kinds[operation] = LEAVE;
                    slots[operation] = -1;
                    peers[operation] = -1;
                    operation++;
                }
            } else if (isOperation(steps, step, numbers)) {
                if (run < 0) {
                    throw new PlanFormatException("worker " + worker + " has a step before its first task");
                }
                afterRun[operation] = run;
                kinds[operation] = code;
                slots[operation] = steps.slot(step);
                peers[operation] = steps.peer(step);
                operation++;
            }
        }
        if (run + 1 != runs) {
            throw new PlanFormatException(
                    "worker " + worker + " has " + runs + " tasks but " + (run + 1) + " RUN steps");
        }
        return new WorkerPlan(
                firstTask,
                runs,
                afterRun,
                kinds,
                slots,
                peers,
                joins(tasks, firstTask, endTask),
                units,
                coordinates,
                stretches(tasks, firstTask, endTask));
    }

    private static boolean isInGang(StepRows steps, int step, BitSet gangs) {
        return (steps.code(step) == RUN || steps.code(step) == JOIN) && gangs.get(steps.task(step));
    }

    /** Whether a step needs an operation; numbers have no memory to give back. */
    private static boolean isOperation(StepRows steps, int step, NumberSlots numbers) {
        byte code = steps.code(step);
        return code < RUN && !(code == PURGE && numbers.contains(steps.slot(step)));
    }

    /** The runs that only join a gang. */
    private static BitSet joins(TaskRows tasks, int first, int end) {
        BitSet joins = new BitSet();
        for (int row = first; row < end; row++) {
            if (tasks.rank(row) != 0) {
                joins.set(row - first);
            }
        }
        return joins;
    }

    /** Where stretches of runs of one family end. */
    private static int[] stretches(TaskRows tasks, int first, int end) {
        return IntStream.range(first, end)
                .filter(row -> row + 1 == end || tasks.family(row + 1) != tasks.family(row))
                .map(row -> row + 1 - first)
                .toArray();
    }
}
