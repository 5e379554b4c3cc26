package dev.anabranch.benchmarks.metg;

import dev.anabranch.benchmarks.jvms.Lap;
import dev.anabranch.benchmarks.jvms.Parts;
import dev.anabranch.benchmarks.jvms.WorkerJvms;
import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The static schedule of {@link MappedSchedule} in several processes. */
record ProcessesByHand(WorkerJvms jvms) implements Implementation {
    @Override
    public String name() {
        return "by hand";
    }

    @Override
    public Ready prepare(PatternFlow flow, PointGraph graph, int workers, long iterations) {
        try {
            // Beside the flow's own memory.
            RunFolder folder = RunFolder.create(RunFolder.parent());
            MappedOutputs.create(folder.path().resolve("schedule"), flow, graph);
            Parts parts = jvms.make(
                    MappedSchedule.class,
                    List.of(
                            flow.pattern(),
                            Integer.toString(flow.width()),
                            Integer.toString(flow.steps()),
                            Integer.toString(flow.bytes()),
                            Boolean.toString(flow.empty()),
                            Integer.toString(workers),
                            Long.toString(iterations),
                            folder.path().resolve("schedule").toString()));
            return new Laid(parts, folder, graph);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Laid(Parts parts, RunFolder folder, PointGraph graph) implements Ready {
        @Override
        public long[] run() {
            parts.ready(Path.of("."));
            return last(parts.go());
        }

        @Override
        public long nanos(long[] expected) {
            parts.ready(Path.of("."));
            long begun = System.nanoTime();
            List<Lap> laps = parts.go();
            Ready.check(last(laps), expected);
            return laps.stream().mapToLong(Lap::ended).max().orElseThrow() - begun;
        }

        private long[] last(List<Lap> laps) {
            long[] digests = new long[graph.width()];
            for (Lap lap : laps) {
                long[] values = lap.values();
                for (int i = 0; i < values.length; i += 2) {
                    digests[(int) values[i]] = values[i + 1];
                }
            }
            return digests;
        }

        @Override
        public void close() {
            parts.close();
            try {
                folder.delete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
