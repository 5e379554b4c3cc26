package dev.anabranch.testkit;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.compiler.verify.CallReader;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Aggregate;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Tasks without code: an output is a 64-bit mix of the task's name, its arguments, its inputs and the output's place.
 * Two calls give the same numbers only if they are the same call; a task that is not deterministic gives numbers of its
 * own. An aggregate gives what its steps give in the order of {@link AggregateTree}.
 */
final class SymbolicTasks {
    private static final Object OPEN_LIST = "open list";
    private static final Object CLOSE = "close";

    private final TaskGraph graph;
    private final CallReader calls;

    SymbolicTasks(TaskGraph graph) {
        this.graph = graph;
        this.calls = new CallReader(graph);
    }

    /** The outputs of a task, in the graph's order. */
    long[] outputs(int task, IntToLongFunction read) {
        long[] values = new long[graph.outputs().size(task)];
        TaskFamily family = graph.family(task);
        if (family.signature().aggregate().isPresent()) {
            values[0] = aggregated(family.signature(), arguments(task, read));
            return values;
        }
        long call = call(task, read);
        for (int i = 0; i < values.length; i++) {
            values[i] = mixed(call, i);
        }
        return values;
    }

    /** One number for the call itself: what an effect shows to the world. */
    long call(int task, IntToLongFunction read) {
        TaskSignature signature = graph.family(task).signature();
        long salt = signature.deterministic() ? -1 : task;
        List<List<Object>> passed = List.copyOf(arguments(task, read).values());
        return call(signature, graph.outputs().size(task), salt, passed);
    }

    private static long call(TaskSignature signature, int outputs, long salt, List<List<Object>> arguments) {
        long state = mixed(0, signature.className() + "." + signature.method() + signature.descriptor());
        state = mixed(mixed(state, outputs), salt);
        for (List<Object> argument : arguments) {
            for (Object part : argument) {
                state = part instanceof Dataset dataset ? mixed(state, dataset.number) : mixed(state, part);
            }
        }
        return state;
    }

    /** The only output of a step. */
    private static Dataset step(TaskSignature signature, List<Object> subject, Map<String, List<Object>> arguments) {
        List<List<Object>> passed = new ArrayList<>();
        for (Parameter parameter : signature.parameters()) {
            passed.add(passed.isEmpty() ? subject : arguments.getOrDefault(parameter.name(), List.of()));
        }
        return new Dataset(mixed(call(signature, 1, -1, passed), 0));
    }

    private static long aggregated(TaskSignature signature, Map<String, List<Object>> arguments) {
        Aggregate steps = signature.aggregate().orElseThrow();
        String name = signature.parameters().stream()
                .filter(p -> p.type() instanceof ValueType.ListOf)
                .findFirst()
                .orElseThrow()
                .name();
        List<Object> list = arguments.getOrDefault(name, List.of());
        Dataset last = AggregateTree.<Object, Dataset, RuntimeException>fold(
                list.subList(1, list.size() - 1),
                block -> step(steps.partial(), asList(block), arguments),
                block -> step(steps.combine(), asList(block), arguments));
        return steps.finish()
                .map(finish -> step(finish, List.of(last), arguments))
                .orElse(last)
                .number;
    }

    private static List<Object> asList(List<?> elements) {
        List<Object> list = new ArrayList<>(List.of(OPEN_LIST));
        list.addAll(elements);
        list.add(CLOSE);
        return list;
    }

    /** What a task is called with, part by part, by the names of its parameters. */
    private Map<String, List<Object>> arguments(int task, IntToLongFunction read) {
        TaskFamily family = graph.family(task);
        List<Parameter> given = family.signature().parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE || p.kind() == Parameter.Kind.NAMED_REST)
                .toList();
        Map<String, List<Object>> arguments = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            List<Object> parts = new ArrayList<>();
            calls.read(task, family.arguments().get(i), new Parts(parts, read));
            arguments.put(given.get(i).name(), parts);
        }
        return arguments;
    }

    /** The number of a dataset, apart from numbers that are plain values. */
    private record Dataset(long number) {}

    private record Parts(List<Object> parts, IntToLongFunction read) implements CallReader.Listener {
        @Override
        public void value(Object value) {
            parts.add(value);
        }

        @Override
        public void slot(int slot) {
            parts.add(new Dataset(read.applyAsLong(slot)));
        }

        @Override
        public void absent() {
            parts.add("absent");
        }

        @Override
        public void open(String kind) {
            parts.add("open " + kind);
        }

        @Override
        public void close() {
            parts.add(CLOSE);
        }
    }

    private static long mixed(long state, Object value) {
        long next = state;
        for (byte b : (value.getClass().getName() + value).getBytes(StandardCharsets.UTF_8)) {
            next = mixed(next, b);
        }
        return next;
    }

    private static long mixed(long state, long value) {
        long z = (state ^ value) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
