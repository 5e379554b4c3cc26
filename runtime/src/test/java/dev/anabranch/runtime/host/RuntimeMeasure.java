package dev.anabranch.runtime.host;

import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.time.Duration;
import java.util.Locale;

/** Prints what an empty task and a hand-off cost here. Started by hand, without assertions. */
final class RuntimeMeasure {
    private RuntimeMeasure() {}

    public static void main(String[] arguments) {
        empty(1_000_000, 10);
        if (arguments.length > 0) {
            return;
        }
        for (int micros : new int[] {0, 2, 20}) {
            turns(2, 200_000, micros, 4);
        }
        turns(8, 100_000, 2, 3);
        boundaries(2_000, 128, 5);
    }

    private static void empty(int tasks, int repeats) {
        PlanBuilder builder = new PlanBuilder(1);
        for (int task = 0; task < tasks; task++) {
            builder.task(0, "t", task == 0 ? new int[0] : new int[] {task - 1}, task);
        }
        ExecutionPlan plan = builder.build();
        Long value = 1L;
        WorkerProgram program = worker -> {
            worker.start();
            worker.write(0, value);
            worker.finish();
            for (int task = 1; task < tasks; task++) {
                worker.start();
                worker.write(task, worker.read(task - 1));
                worker.finish();
            }
        };
        for (int i = 0; i < repeats; i++) {
            print("empty tasks, one worker", InProcessHost.run(Programs.of(program), plan, RunOptions.defaults()));
        }
        for (int i = 0; i < repeats; i++) {
            long before = System.nanoTime();
            RunOptions still = RunOptions.defaults().withClock(() -> 0);
            InProcessHost.run(Programs.of(program), plan, still);
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %8.1f ns a task%n",
                    "the same without a clock, start to end",
                    (System.nanoTime() - before) / (double) tasks);
        }
    }

    private static void turns(int workers, int turns, int spinMicros, int repeats) {
        PlanBuilder builder = new PlanBuilder(workers);
        for (int turn = 0; turn < turns; turn++) {
            builder.task(turn % workers, "t", turn == 0 ? new int[0] : new int[] {turn - 1}, turn);
        }
        ExecutionPlan plan = builder.build();
        Long value = 1L;
        WorkerProgram[] programs = new WorkerProgram[workers];
        for (int worker = 0; worker < workers; worker++) {
            int first = worker;
            programs[worker] = context -> {
                for (int turn = first; turn < turns; turn += workers) {
                    context.start();
                    context.write(turn, turn == 0 ? value : context.read(turn - 1));
                    context.finish();
                }
            };
        }
        RunOptions options = RunOptions.defaults().withSpin(Duration.ofNanos(spinMicros * 1000L));
        for (int i = 0; i < repeats; i++) {
            print(
                    workers + " workers in turns, spin " + spinMicros + " us",
                    InProcessHost.run(Programs.of(programs), plan, options));
        }
    }

    /** A stencil of three points over two workers, of which only two cells a step cross. */
    private static void boundaries(int steps, int width, int repeats) {
        PlanBuilder builder = new PlanBuilder(2);
        for (int step = 0; step < steps; step++) {
            for (int cell = 0; cell < width; cell++) {
                builder.task(cell * 2 / width, "t", neighbours(step, cell, width), step * width + cell);
            }
        }
        ExecutionPlan plan = builder.build();
        Long value = 1L;
        WorkerProgram[] programs = new WorkerProgram[2];
        for (int worker = 0; worker < 2; worker++) {
            int first = worker * width / 2;
            programs[worker] = context -> {
                for (int step = 0; step < steps; step++) {
                    for (int cell = first; cell < first + width / 2; cell++) {
                        context.start();
                        Object result = value;
                        if (step > 0) {
                            int row = (step - 1) * width;
                            for (int from = Math.max(cell - 1, 0); from <= Math.min(cell + 1, width - 1); from++) {
                                result = context.read(row + from);
                            }
                        }
                        context.write(step * width + cell, result);
                        context.finish();
                    }
                }
            };
        }
        for (int i = 0; i < repeats; i++) {
            print("stencil of width " + width, InProcessHost.run(Programs.of(programs), plan, RunOptions.defaults()));
        }
    }

    private static int[] neighbours(int step, int cell, int width) {
        if (step == 0) {
            return new int[0];
        }
        int first = Math.max(cell - 1, 0);
        int[] reads = new int[Math.min(cell + 1, width - 1) - first + 1];
        for (int i = 0; i < reads.length; i++) {
            reads[i] = (step - 1) * width + first + i;
        }
        return reads;
    }

    private static void print(String what, RunReport report) {
        System.out.printf(
                Locale.ROOT, "%-40s %8.1f ns a task%n", what, report.wallSeconds() * 1e9 / (double) report.tasks());
    }
}
