package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.LongTensor;
import dev.anabranch.api.WorkerContext;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.output.InMemoryOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any graph, spread over any number of workers, gives what evaluating it task by task gives. */
class RandomGraphProperties {
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
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            InProcessHost.run(
                    Programs.of(programs), plan.build(), RunOptions.defaults().withOutputs(outputs));
            for (int task = 0; task < expected.length; task++) {
                Object value = outputs.value("t", "{\"task\":" + task + "}").orElseThrow();
                assertThat(number(value)).isEqualTo(expected[task]);
            }
        }
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
            Object first = context.read(node.reads.get(0));
            // Where several hold a tensor, the runtime cannot see whether a task has shared it.
            return first instanceof LongTensor tensor ? tensor.share() : first;
        }
        long sum = sum(task, node, graph, context);
        return node.kind == Kind.TENSOR ? LongTensor.of(context.task().allocator(), new long[] {sum}, 1) : (Object) sum;
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
