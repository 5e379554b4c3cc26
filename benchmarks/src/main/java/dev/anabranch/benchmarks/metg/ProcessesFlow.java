package dev.anabranch.benchmarks.metg;

import dev.anabranch.benchmarks.jvms.Lap;
import dev.anabranch.benchmarks.jvms.SharedFlow;
import dev.anabranch.benchmarks.jvms.WorkerJvms;
import java.util.Map;

/** The flow itself in several processes, each worker with its share of the columns. */
record ProcessesFlow(WorkerJvms jvms) implements Implementation {
    @Override
    public String name() {
        return "flow";
    }

    @Override
    public Ready prepare(PatternFlow flow, PointGraph graph, int workers, long iterations) {
        return new Compiled(
                SharedFlow.of(
                        flow.placed(new Shares(flow.width(), workers), "x[steps - 1, i]"),
                        Map.of("iterations", Long.toString(iterations)),
                        workers,
                        -1,
                        jvms),
                graph);
    }

    private record Compiled(SharedFlow flow, PointGraph graph) implements Ready {
        @Override
        public long[] run() {
            return last(flow.run());
        }

        @Override
        public long nanos(long[] expected) {
            SharedFlow.Ran ran = flow.run();
            Ready.check(last(ran), expected);
            return Math.round(ran.report().wallSeconds() * 1e9);
        }

        private long[] last(SharedFlow.Ran ran) {
            if (ran.report().tasks() != graph.tasks()) {
                throw new IllegalStateException(ran.report().tasks() + " tasks ran, not " + graph.tasks());
            }
            long[] digests = new long[graph.width()];
            for (Lap lap : ran.laps()) {
                long[] values = lap.values();
                for (int i = 0; i < values.length; i += 2) {
                    digests[(int) values[i]] = values[i + 1];
                }
            }
            return digests;
        }

        @Override
        public void close() {
            flow.close();
        }
    }
}
