package dev.anabranch.testkit;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.model.kernel.KernelExpression;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Aggregate;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call of a task without code, told part by part: a 64-bit mix of the task's name, its arguments and its outputs'
 * places. Two calls give the same numbers only if they are the same call. An aggregate gives what its steps give in the
 * order of {@link AggregateTree}.
 */
final class SymbolicCall {
    private static final Object OPEN_LIST = "open list";
    private static final Object CLOSE = "close";
    private static final String FUSED = "fused";
    private static final Set<String> ELEMENTWISE = Set.of("elementwise", "tensor");

    private final TaskSignature signature;
    private final int outputs;
    private final List<List<Object>> arguments = new ArrayList<>();
    private String salt = "";

    /** Begins a call with no arguments so far. */
    SymbolicCall(TaskSignature signature, int outputs) {
        this.signature = signature;
        this.outputs = outputs;
    }

    /** Tells it from calls with the same arguments, where these need not give the same. */
    void salt(String text) {
        salt = text;
    }

    /** The next argument begins. */
    void argument() {
        arguments.add(new ArrayList<>());
    }

    /** A value known before the run. */
    void value(Object value) {
        add(value);
    }

    /** A dataset by its own number. */
    void dataset(long number) {
        add(new Dataset(number));
    }

    /** A parameter gets no dataset. */
    void absent() {
        add("absent");
    }

    /** A list or a map begins. */
    void open(String kind) {
        add("open " + kind);
    }

    /** The list or map that began last ends. */
    void close() {
        add(CLOSE);
    }

    private void add(Object part) {
        arguments.get(arguments.size() - 1).add(part);
    }

    /** The number of the call. */
    long number() {
        return number(signature, outputs, salt, arguments);
    }

    /** The numbers of its outputs. */
    long[] results() {
        long[] values = new long[outputs];
        if (signature.aggregate().isPresent()) {
            values[0] = aggregated();
            return values;
        }
        long call = number();
        for (int i = 0; i < outputs; i++) {
            values[i] = mixed(call, i);
        }
        return values;
    }

    private static long number(TaskSignature signature, int outputs, String salt, List<List<Object>> arguments) {
        if (signature.library().equals(FUSED)) {
            List<Object> parts = arguments.stream().flatMap(List::stream).toList();
            return unfolded(KernelExpression.parse((String) parts.get(0)), parts.subList(1, parts.size()));
        }
        // Fused expressions know the tasks that they stand for by their names.
        String task = ELEMENTWISE.contains(signature.library())
                ? signature.qualifiedName()
                : signature.className() + "." + signature.method() + signature.descriptor();
        return number(task, outputs, salt, arguments);
    }

    /** What the calls within a fused expression come to, each as if it were a task. */
    private static long unfolded(KernelExpression expression, List<Object> operands) {
        KernelExpression.Call call = (KernelExpression.Call) expression;
        List<List<Object>> passed = new ArrayList<>();
        for (KernelExpression argument : call.arguments()) {
            passed.add(List.of(
                    argument instanceof KernelExpression.Operand operand
                            ? operands.get(operand.index())
                            : new Dataset(mixed(unfolded(argument, operands), 0))));
        }
        return number(call.task(), 1, "", passed);
    }

    private static long number(String task, int outputs, String salt, List<List<Object>> arguments) {
        long state = mixed(mixed(mixed(0, task), outputs), salt);
        for (List<Object> argument : arguments) {
            for (Object part : argument) {
                state = part instanceof Dataset dataset ? mixed(state, dataset.number) : mixed(state, part);
            }
        }
        return state;
    }

    private long aggregated() {
        Aggregate steps = signature.aggregate().orElseThrow();
        Map<String, List<Object>> named = new LinkedHashMap<>();
        List<Object> list = List.of();
        for (Parameter parameter : supplied(signature)) {
            List<Object> given = arguments.get(named.size());
            named.put(parameter.name(), given);
            if (list.isEmpty() && parameter.type() instanceof ValueType.ListOf) {
                list = given;
            }
        }
        Dataset last = AggregateTree.<Object, Dataset, RuntimeException>fold(
                list.subList(1, list.size() - 1),
                block -> step(steps.partial(), asList(block), named),
                block -> step(steps.combine(), asList(block), named));
        return steps.finish().map(finish -> step(finish, List.of(last), named)).orElse(last).number;
    }

    /** What a flow supplies: not the context, which the worker does. */
    private static List<Parameter> supplied(TaskSignature signature) {
        return signature.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE || p.kind() == Parameter.Kind.NAMED_REST)
                .toList();
    }

    /** The only output of a step. */
    private static Dataset step(TaskSignature signature, List<Object> subject, Map<String, List<Object>> named) {
        List<List<Object>> passed = new ArrayList<>();
        for (Parameter parameter : supplied(signature)) {
            passed.add(passed.isEmpty() ? subject : named.getOrDefault(parameter.name(), List.of()));
        }
        return new Dataset(mixed(number(signature, 1, "", passed), 0));
    }

    private static List<Object> asList(List<?> elements) {
        List<Object> list = new ArrayList<>(List.of(OPEN_LIST));
        list.addAll(elements);
        list.add(CLOSE);
        return list;
    }

    /** The number of a dataset, apart from numbers that are plain values. */
    private record Dataset(long number) {}

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
