package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.FlowProgram;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunCancelledException;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.output.InMemoryOutputs;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Any graph, spread over any number of workers, gives what evaluating it task by task gives. */
class RandomGraphProperties {
    private static final long LARGE = 150_000;

    /** What a task does with its result. */
    enum Kind {
        TENSOR,
        SCALAR,
        NUMBER,
        FIRST_ARGUMENT
    }

    record Node(int worker, List<Integer> reads, Kind kind) {}

    @Provide
    Arbitrary<List<Node>> graphs() {
        Arbitrary<List<Integer>> back =
                Arbitraries.integers().between(1, 12).list().ofMaxSize(4);
        return Combinators.combine(Arbitraries.integers().between(0, 3), back, Arbitraries.of(Kind.class))
                .as(Node::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(RandomGraphProperties::grounded);
    }

    /** Datasets that several hosts read, so that some are sent on. */
    @Provide
    Arbitrary<List<Node>> readByMany() {
        Arbitrary<List<Integer>> back =
                Arbitraries.integers().between(1, 12).list().ofMinSize(2).ofMaxSize(8);
        return Combinators.combine(Arbitraries.integers().between(0, 3), back, Arbitraries.of(Kind.class))
                .as(Node::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(60)
                .map(RandomGraphProperties::grounded);
    }

    /** Turns distances into tasks before this one. */
    private static List<Node> grounded(List<Node> nodes) {
        List<Node> graph = new ArrayList<>();
        for (int task = 0; task < nodes.size(); task++) {
            int self = task;
            List<Integer> reads = nodes.get(task).reads.stream()
                    .map(distance -> self - distance)
                    .filter(read -> read >= 0)
                    .distinct()
                    .toList();
            graph.add(new Node(nodes.get(task).worker, reads, nodes.get(task).kind));
        }
        return graph;
    }

    @Property(tries = 150)
    void workersAgreeWithEvaluationInOrder(@ForAll("graphs") List<Node> graph) {
        Case built = build(graph);
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            InProcessHost.run(
                    built.program, built.plan.build(), RunOptions.defaults().withOutputs(outputs));
            for (int task = 0; task < built.expected.size(); task++) {
                Object value = outputs.value("t", "{\"task\":" + task + "}").orElseThrow();
                assertThat(number(value)).isEqualTo(built.expected.get(task));
            }
        }
    }

    /** The same with the workers on hosts: two on the first, and one on each of the others. */
    @Property(tries = 150)
    void hostsAgreeWithEvaluationInOrder(@ForAll("graphs") List<Node> graph) {
        Case built = build(graph);
        ExecutionPlan plan = built.plan.hosts(0, 1, 0, 2).build();
        List<InMemoryOutputs> outputs =
                Deal.hosts(plan).stream().map(host -> new InMemoryOutputs()).toList();
        try {
            LocalHosts.run(built.program, plan, outputs);
            for (int task = 0; task < built.expected.size(); task++) {
                String index = "{\"task\":" + task + "}";
                Object value = outputs.stream()
                        .flatMap(of -> of.value("t", index).stream())
                        .findFirst()
                        .orElseThrow();
                assertThat(number(value)).isEqualTo(built.expected.get(task));
            }
        } finally {
            outputs.forEach(InMemoryOutputs::close);
        }
    }

    /**
     * The same by plans that say who sends what to whom, in any order and over any ways from reader to reader: whatever the
     * order, nothing waits for ever, and each sends what it was to send.
     */
    @Property(tries = 150)
    void hostsThatSendByPlanAgreeWithEvaluationInOrder(@ForAll("readByMany") List<Node> graph, @ForAll long seed) {
        Case built = build(graph);
        built.plan.hosts(0, 1, 2, 3);
        List<PlanBuilder.Transfer> transfers = RandomTransfers.of(built.plan.build(), new Random(seed));
        ExecutionPlan plan = built.plan.transfers(transfers).build();
        List<InMemoryOutputs> outputs =
                Deal.hosts(plan).stream().map(host -> new InMemoryOutputs()).toList();
        SentDatasets sent = new SentDatasets();
        try {
            LocalHosts.run(built.program, plan, outputs, RunOptions.defaults(), shares -> {}, sent::by);
            for (int task = 0; task < built.expected.size(); task++) {
                String index = "{\"task\":" + task + "}";
                Object value = outputs.stream()
                        .flatMap(of -> of.value("t", index).stream())
                        .findFirst()
                        .orElseThrow();
                assertThat(number(value)).isEqualTo(built.expected.get(task));
            }
            assertThat(sent.all())
                    .containsExactlyInAnyOrderElementsOf(transfers.stream()
                            .map(transfer -> new SentDatasets.Sent(
                                    plan.workerHost(transfer.from()), plan.workerHost(transfer.to()), transfer.slot()))
                            .toList());
            Statistics.label("sent on")
                    .collect(transfers.stream()
                            .anyMatch(transfer -> graph.get(transfer.slot()).worker != transfer.from()));
        } finally {
            outputs.forEach(InMemoryOutputs::close);
        }
    }

    /** What waits for its turn when a task fails is let go of. */
    @Property(tries = 40)
    void aFailureEndsHostsThatSendByPlan(@ForAll("readByMany") List<Node> graph, @ForAll long seed) {
        Random random = new Random(seed);
        int failing = random.nextInt(graph.size());
        Case built = build(graph, failing);
        built.plan.hosts(0, 1, 2, 3);
        ExecutionPlan plan = built.plan
                .transfers(RandomTransfers.of(built.plan.build(), random))
                .build();
        List<InMemoryOutputs> outputs =
                Deal.hosts(plan).stream().map(host -> new InMemoryOutputs()).toList();
        try {
            long start = System.nanoTime();
            // Of the host with the task, or of one that was stopped for it and was quicker.
            assertThatThrownBy(() -> LocalHosts.run(built.program, plan, outputs))
                    .isInstanceOfAny(RunFailure.class, RunCancelledException.class)
                    .satisfies(thrown -> {
                        if (thrown instanceof RunFailure) {
                            assertThat(thrown)
                                    .hasMessageContaining("t[" + failing + "]")
                                    .hasRootCauseMessage("on purpose");
                        }
                    });
            // After ten seconds hosts give up what is still under way.
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(9));
        } finally {
            outputs.forEach(InMemoryOutputs::close);
        }
    }

    private record Case(FlowProgram program, PlanBuilder plan, List<Long> expected) {}

    private static Case build(List<Node> graph) {
        return build(graph, -1);
    }

    /** @param failing the task that throws; -1 for none */
    private static Case build(List<Node> graph, int failing) {
        long[] expected = new long[graph.size()];
        int workers = 1;
        for (int task = 0; task < graph.size(); task++) {
            workers = Math.max(workers, graph.get(task).worker + 1);
            expected[task] = evaluate(task, graph.get(task), expected);
        }
        PlanBuilder plan = new PlanBuilder(workers);
        for (int task = 0; task < graph.size(); task++) {
            Node node = graph.get(task);
            plan.task(
                    node.worker,
                    "t[" + task + "]",
                    node.reads.stream().mapToInt(i -> i).toArray(),
                    task);
            plan.publish(task, "t", "{\"task\":" + task + "}", "{}");
        }
        plan.integers(IntStream.range(0, graph.size())
                .filter(task -> graph.get(task).kind == Kind.NUMBER)
                .toArray());
        WorkerProgram[] programs = new WorkerProgram[workers];
        for (int worker = 0; worker < workers; worker++) {
            int self = worker;
            programs[worker] = context -> {
                for (int task = 0; task < graph.size(); task++) {
                    if (graph.get(task).worker == self) {
                        context.start();
                        if (task == failing) {
                            throw new IllegalStateException("on purpose");
                        }
                        if (graph.get(task).kind == Kind.NUMBER) {
                            context.writeLong(task, sum(task, graph.get(task), graph, context));
                        } else {
                            context.write(task, result(task, graph.get(task), graph, context));
                        }
                        context.finish();
                    }
                }
            };
        }
        return new Case(
                Programs.of(programs), plan, Arrays.stream(expected).boxed().toList());
    }

    private static long evaluate(int task, Node node, long[] values) {
        if (node.kind == Kind.FIRST_ARGUMENT && !node.reads.isEmpty()) {
            return values[node.reads.get(0)];
        }
        long sum = task + 1L;
        for (int read : node.reads) {
            sum = sum * 31 + values[read];
        }
        return sum;
    }

    private static Object result(int task, Node node, List<Node> graph, WorkerContext context) {
        if (node.kind == Kind.FIRST_ARGUMENT && !node.reads.isEmpty()) {
            // As generated programs do, which call a task with all of its arguments.
            node.reads.forEach(context::read);
            Object first = context.read(node.reads.get(0));
            return first instanceof LongTensor tensor && task % 2 == 0 ? tensor.share() : first;
        }
        long sum = sum(task, node, graph, context);
        if (node.kind != Kind.TENSOR) {
            return sum;
        }
        // Some are so large that hosts send them on to each other.
        LongTensor tensor = LongTensor.zeros(context.task().allocator(), task % 5 == 0 ? LARGE : 1);
        tensor.set(0, sum);
        return tensor;
    }

    private static long sum(int task, Node node, List<Node> graph, WorkerContext context) {
        long sum = task + 1L;
        for (int read : node.reads) {
            boolean asNumber = graph.get(read).kind == Kind.NUMBER && (task & 1) == 0;
            sum = sum * 31 + (asNumber ? context.readLong(read) : number(context.read(read)));
        }
        return sum;
    }

    private static long number(Object value) {
        return value instanceof LongTensor tensor ? tensor.get(0) : (long) value;
    }
}
