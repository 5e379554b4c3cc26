package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Writes a task's call as a row of integers: what is called, the values of its plan-time arguments, the datasets it
 * reads and how lists and maps nest. Each part says its kind and its length, so two rows are equal exactly if the calls
 * are. Values get numbers in the order in which they are first seen.
 */
final class CallRow implements Argument.Visitor<CallRow> {
    private static final int VALUE = 1;
    private static final int READ = 2;
    private static final int ALL = 3;
    private static final int LIST = 4;
    private static final int NAMED = 5;
    private static final int ABSENT = 6;

    private final TaskGraph graph;
    private final IntUnaryOperator resolve;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final ListLengths lengths;
    private final int[] head;
    private int[] row = new int[64];
    private int size;
    private int task;
    private int cursor;
    private ScalarEvaluator evaluator = new ScalarEvaluator(List.of(), new int[0]);

    /**
     * @param graph whose tasks are written
     * @param resolve the dataset that stands for a dataset; asked again at each call
     */
    CallRow(TaskGraph graph, IntUnaryOperator resolve) {
        this.graph = graph;
        this.resolve = resolve;
        this.lengths = new ListLengths(graph);
        this.head = new int[graph.families().size()];
        for (int family = 0; family < head.length; family++) {
            TaskFamily f = graph.families().get(family);
            TaskSignature s = f.signature();
            head[family] = number(List.of(s.className(), s.method(), s.descriptor(), f.requirements()));
        }
    }

    /** Writes a task's call; read it by {@link #size()} and {@link #copyTo}. */
    void write(int newTask) {
        task = newTask;
        size = 0;
        cursor = 0;
        TaskFamily family = graph.family(task);
        evaluator = new ScalarEvaluator(family.axes(), graph.positions(task));
        add(head[family.id()])
                .add(graph.outputs().size(task))
                .add(family.arguments().size());
        for (Argument argument : family.arguments()) {
            argument.accept(this);
        }
        if (cursor != graph.inputs().size(task)) {
            throw new IllegalStateException(graph.taskName(task) + " has "
                    + graph.inputs().size(task) + " inputs, its arguments read " + cursor);
        }
    }

    int size() {
        return size;
    }

    /** A mix of all numbers, for tables. */
    int hash() {
        int hash = 17;
        for (int i = 0; i < size; i++) {
            hash = (hash ^ row[i]) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash;
    }

    boolean equalTo(int[] rows, int start, int length) {
        return Arrays.equals(row, 0, size, rows, start, start + length);
    }

    void copyTo(int[] rows, int start) {
        System.arraycopy(row, 0, rows, start, size);
    }

    @Override
    public CallRow value(Argument.Value argument) {
        return add(VALUE).add(number(evaluator.evaluate(argument.scalar())));
    }

    @Override
    public CallRow read(Argument.Read argument) {
        return add(READ).addInput();
    }

    @Override
    public CallRow readIfDefined(Argument.ReadIfDefined argument) {
        return (defined(argument) ? argument.read() : argument.otherwise()).accept(this);
    }

    private boolean defined(Argument.ReadIfDefined argument) {
        return lengths.defined(argument.read(), evaluator);
    }

    @Override
    public CallRow absent(Argument.Absent argument) {
        return add(ABSENT);
    }

    /** Whether lists and maps leave it out. */
    private boolean leftOut(Argument argument) {
        return argument instanceof Argument.Absent
                || (argument instanceof Argument.ReadIfDefined read
                        && read.otherwise() instanceof Argument.Absent
                        && !defined(read));
    }

    @Override
    public CallRow readAll(Argument.ReadAll argument) {
        return addAll(lengths.of(task, argument, evaluator));
    }

    @Override
    public CallRow part(Argument.Part argument) {
        return addAll(lengths.of(task, argument, evaluator));
    }

    private CallRow addAll(int length) {
        add(ALL).add(length);
        for (int i = 0; i < length; i++) {
            addInput();
        }
        return this;
    }

    @Override
    public CallRow list(Argument.ListOf argument) {
        add(LIST).add(0);
        int count = size - 1;
        for (Argument element : argument.elements()) {
            if (!leftOut(element)) {
                element.accept(this);
                row[count]++;
            }
        }
        return this;
    }

    @Override
    public CallRow named(Argument.Named argument) {
        add(NAMED).add(0);
        int count = size - 1;
        for (Map.Entry<String, Argument> entry : argument.entries()) {
            if (!leftOut(entry.getValue())) {
                add(number(entry.getKey()));
                entry.getValue().accept(this);
                row[count]++;
            }
        }
        return this;
    }

    private CallRow addInput() {
        return add(resolve.applyAsInt(graph.inputs().get(task, cursor++)));
    }

    private CallRow add(int number) {
        if (size == row.length) {
            row = Arrays.copyOf(row, size * 2);
        }
        row[size++] = number;
        return this;
    }

    private int number(Object value) {
        Integer known = numbers.putIfAbsent(value, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }
}
