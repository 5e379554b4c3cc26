package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.output.OutputSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** In whatever memory, a run gives what evaluating its graph in order gives, or says which task had too little. */
class EvictionProperties {
    enum Kind {
        TENSOR,
        BYTES,
        TABLE,
        FIRST_ARGUMENT,
        TWO_EMITTED
    }

    /** @param longs how many numbers its result has */
    record Node(int worker, List<Integer> reads, Kind kind, int longs) {}

    @Provide
    Arbitrary<List<Node>> graphs() {
        Arbitrary<List<Integer>> back =
                Arbitraries.integers().between(1, 60).list().ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        back,
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers()
                                .between(1, 2000)
                                .withDistribution(net.jqwik.api.RandomDistribution.uniform()))
                .as(Node::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(80)
                .map(EvictionProperties::grounded);
    }

    static List<Node> grounded(List<Node> nodes) {
        List<Node> graph = new ArrayList<>();
        for (int task = 0; task < nodes.size(); task++) {
            int self = task;
            Node node = nodes.get(task);
            List<Integer> reads = node.reads.stream()
                    .map(distance -> self - distance)
                    .filter(read -> read >= 0)
                    .distinct()
                    .toList();
            graph.add(new Node(node.worker, reads, node.kind, node.longs));
        }
        return graph;
    }

    /** Whether a failure of a run says which task had too little memory. */
    static void assertSaysWhatIsMissing(RunFailure failure) {
        if (failure.kind() != FailureKind.INFRASTRUCTURE) {
            throw new AssertionError("a run failed", failure);
        }
        assertThat(failure).hasMessageContainingAll("t[", "memory ran out", "asked for", "held:");
    }

    @Property(tries = 200)
    void aRunInLittleMemoryAgreesOrSaysWhatIsMissing(
            @ForAll("graphs") List<Node> graph, @ForAll int part, @ForAll boolean alone) throws Exception {
        List<Node> dealt = alone
                ? graph.stream()
                        .map(node -> new Node(0, node.reads, node.kind, node.longs))
                        .toList()
                : graph;
        long most = 0;
        for (Node node : dealt) {
            // A table takes a quarter more than its numbers, and is made in steps; a generator has two results.
            long own = 3 * bytes(node)
                    + node.reads.stream()
                            .mapToLong(read -> bytes(dealt.get(read)) * 5 / 4)
                            .sum();
            most = Math.max(most, own);
        }
        // From less than the largest task takes up to a bit more.
        long limit = most / 2 + Math.floorMod(part, 16) * most / 24;
        Path scratch = Files.createTempDirectory("evictions");
        Map<String, Long> sums = new ConcurrentHashMap<>();
        OutputSink sink = (publication, value) -> sums.put(publication.index(), number(value));
        RunningFlow running = InProcessHost.start(
                Programs.of(programs(dealt)),
                plan(dealt).build(),
                RunOptions.defaults()
                        .withMemoryLimit(Math.max(64, limit))
                        .withScratch(scratch)
                        .withOutputs(sink));
        CountDownLatch done = new CountDownLatch(1);
        Thread watch = new Thread(() -> {
            try {
                if (!done.await(30, TimeUnit.SECONDS)) {
                    running.cancel();
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        watch.start();
        try {
            RunReport report = running.await();
            Statistics.label(alone ? "one worker" : "workers")
                    .collect(report.evictions().datasets() > 0 ? "evicted" : "had room");
            assertThat(report.peakBytes()).isLessThanOrEqualTo(limit);
            long[] expected = expected(dealt);
            for (int task = 0; task < expected.length; task++) {
                assertThat(sums.get("{\"task\":" + task + "}"))
                        .as("t[%s]", task)
                        .isEqualTo(expected[task]);
            }
        } catch (RunFailure failure) {
            Statistics.label(alone ? "one worker" : "workers").collect("failed");
            assertSaysWhatIsMissing(failure);
            // A single worker's tasks have all the memory for themselves, but for arguments under several names.
            boolean certain = alone && dealt.stream().noneMatch(node -> node.kind == Kind.FIRST_ARGUMENT);
            assertThat(certain && limit > most).as(failure.toString()).isFalse();
        } finally {
            done.countDown();
            watch.join();
            assertEmpty(scratch);
        }
    }

    static void assertEmpty(Path scratch) throws IOException {
        try (var files = Files.list(scratch)) {
            assertThat(files).isEmpty();
        }
        Files.delete(scratch);
    }

    static long bytes(Node node) {
        return (node.longs + 16) * 8L;
    }

    /** About what the task takes that takes most: what it reads and makes, and copies of both. */
    static long largest(List<Node> graph) {
        long most = 0;
        for (Node node : graph) {
            long own = 3 * bytes(node)
                    + node.reads().stream()
                            .mapToLong(read -> bytes(graph.get(read)) * 5 / 4)
                            .sum();
            most = Math.max(most, own);
        }
        return most;
    }

    /** The slots of a task: 2 for each, of which the second is a generator's. */
    static PlanBuilder plan(List<Node> graph) {
        int workers = graph.stream().mapToInt(Node::worker).max().orElse(0) + 1;
        PlanBuilder plan = new PlanBuilder(workers);
        for (int task = 0; task < graph.size(); task++) {
            Node node = graph.get(task);
            int[] reads = node.reads.stream()
                    .mapToInt(read -> 2 * read + (graph.get(read).kind == Kind.TWO_EMITTED ? 1 : 0))
                    .toArray();
            int[] writes = node.kind == Kind.TWO_EMITTED ? new int[] {2 * task, 2 * task + 1} : new int[] {2 * task};
            plan.task(node.worker, "t[" + task + "]", reads, writes);
            int last = 2 * task + (node.kind == Kind.TWO_EMITTED ? 1 : 0);
            plan.publish(last, "t", "{\"task\":" + task + "}", "{}");
        }
        return plan;
    }

    static WorkerProgram[] programs(List<Node> graph) {
        WorkerProgram[] programs =
                new WorkerProgram[graph.stream().mapToInt(Node::worker).max().orElse(0) + 1];
        Arrays.setAll(programs, self -> context -> {
            for (int task = 0; task < graph.size(); task++) {
                if (graph.get(task).worker == self) {
                    run(task, graph, context);
                }
            }
        });
        return programs;
    }

    private static void run(int task, List<Node> graph, WorkerContext context) {
        Node node = graph.get(task);
        context.start();
        List<Object> values = new ArrayList<>();
        for (int read : node.reads) {
            values.add(context.read(2 * read + (graph.get(read).kind == Kind.TWO_EMITTED ? 1 : 0)));
        }
        long sum = task + 1L;
        for (Object value : values) {
            sum = sum * 31 + number(value);
        }
        if (node.kind == Kind.FIRST_ARGUMENT && !values.isEmpty()) {
            context.write(2 * task, values.get(0));
        } else if (node.kind == Kind.TWO_EMITTED) {
            var emitter = context.<Dataset>emitter(2 * task, 1, 2);
            emitter.emit(made(node, -1, context.task().allocator()));
            emitter.emit(made(node, sum, context.task().allocator()));
            context.complete(emitter);
        } else {
            context.write(2 * task, made(node, sum, context.task().allocator()));
        }
        // Whoever changes or frees what a task has in its hands would be seen here.
        long again = task + 1L;
        for (Object value : values) {
            again = again * 31 + number(value);
        }
        assertThat(again).isEqualTo(sum);
        context.finish();
    }

    private static Dataset made(Node node, long sum, BufferAllocator allocator) {
        if (node.kind == Kind.BYTES) {
            ByteBuffer content = ByteBuffer.allocate(node.longs * 8);
            content.putLong(sum);
            return Bytes.of(allocator, content.array());
        }
        if (node.kind == Kind.TABLE) {
            BigIntVector column = new BigIntVector("n", allocator);
            column.allocateNew(node.longs);
            for (int row = 0; row < node.longs; row++) {
                column.set(row, sum);
            }
            column.setValueCount(node.longs);
            VectorSchemaRoot batch = new VectorSchemaRoot(List.of(column));
            return Table.of(batch.getSchema(), List.of(batch));
        }
        LongTensor tensor = LongTensor.zeros(allocator, node.longs);
        tensor.set(0, sum);
        tensor.set(node.longs - 1, sum);
        return tensor;
    }

    static long number(Object value) {
        if (value instanceof Bytes bytes) {
            return ByteBuffer.wrap(bytes.toArray()).getLong();
        }
        if (value instanceof Table table) {
            BigIntVector column = (BigIntVector) table.batches().get(0).getVector(0);
            return column.get((int) table.rows() - 1);
        }
        LongTensor tensor = (LongTensor) value;
        assertThat(tensor.get(0)).isEqualTo(tensor.get(tensor.size() - 1));
        return tensor.get(0);
    }

    static long[] expected(List<Node> graph) {
        long[] values = new long[graph.size()];
        for (int task = 0; task < values.length; task++) {
            Node node = graph.get(task);
            values[task] = task + 1L;
            for (int read : node.reads) {
                values[task] = values[task] * 31 + values[read];
            }
            if (node.kind == Kind.FIRST_ARGUMENT && !node.reads.isEmpty()) {
                values[task] = values[node.reads.get(0)];
            }
        }
        return values;
    }
}
