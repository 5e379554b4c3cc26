package dev.anabranch.testkit;

import dev.anabranch.compiler.verify.CallReader;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds task graphs by hand, as an equation would: arrays over axes, families of calls whose arguments are expressions
 * over the family's axes.
 *
 * <pre>{@code
 * GraphBuilder flow = new GraphBuilder("ensemble");
 * Axis member = GraphBuilder.range("member", 1, 3);
 * int x = flow.array("x", member);
 * int mean = flow.array("mean");
 * flow.call("perturb").over(member).value(GraphBuilder.coordinate(0)).makes(x);
 * flow.call("mean").readsAll(x).makes(mean);
 * TaskGraph graph = flow.publish(mean).build();
 * }</pre>
 */
public final class GraphBuilder {
    private static final ValueType TENSOR = new ValueType.AnyTensor();
    private static final ValueType OBJECT = new ValueType.JavaObject("java.lang.Object");

    private final String flow;
    private final List<DatasetArray> arrays = new ArrayList<>();
    private final List<CallBuilder> calls = new ArrayList<>();
    private final List<Integer> published = new ArrayList<>();
    private int slots;

    /** An empty flow. */
    public GraphBuilder(String flow) {
        this.flow = flow;
    }

    /** The integers from {@code first} to {@code last}, both included. */
    public static Axis range(String name, long first, long last) {
        return new Axis(name, new Domain.Regular(first, 1, (int) (last - first + 1)));
    }

    /** An axis of strings. */
    public static Axis texts(String name, String... values) {
        return new Axis(name, new Domain.Texts(List.of(values)));
    }

    /** An integer constant. */
    public static Scalar number(long value) {
        return new Scalar.Literal(ScalarType.INT, value);
    }

    /** The instance's coordinate on one of its family's axes of integers. */
    public static Scalar coordinate(int axis) {
        return new Scalar.Coordinate(axis, ScalarType.INT);
    }

    /** The instance's coordinate on an axis of integers, moved. */
    public static Scalar coordinate(int axis, long offset) {
        return new Scalar.Binary(Scalar.Operator.ADD, coordinate(axis), number(offset), ScalarType.INT);
    }

    /** {@code left operator right}, all integers. */
    public static Scalar integer(Scalar left, Scalar.Operator operator, Scalar right) {
        return new Scalar.Binary(operator, left, right, ScalarType.INT);
    }

    /** Declares an array of tensors and returns its number. */
    public int array(String name, Axis... axes) {
        return array(name, TENSOR, axes);
    }

    /** Declares an array of Java objects, which can neither be written to a file nor read back. */
    public int objects(String name, Axis... axes) {
        return array(name, OBJECT, axes);
    }

    private int array(String name, ValueType type, Axis... axes) {
        DatasetArray array = new DatasetArray(
                arrays.size(), name, type, List.of(axes), slots, new Origin(flow + ".flow", arrays.size() + 1, name));
        arrays.add(array);
        slots += array.size();
        return array.id();
    }

    /** Begins a family of calls of a task. */
    public CallBuilder call(String task) {
        CallBuilder call = new CallBuilder(this, calls.size(), task);
        calls.add(call);
        return call;
    }

    /** Publishes every dataset of an array under the array's name. */
    public GraphBuilder publish(int array) {
        published.add(array);
        return this;
    }

    DatasetArray arrayOf(int id) {
        return arrays.get(id);
    }

    /**
     * The graph.
     *
     * @throws IllegalArgumentException if a call reads what no call makes
     */
    public TaskGraph build() {
        List<TaskFamily> families = new ArrayList<>();
        int[][] positions = new int[calls.size()][];
        IntRows.Builder noInputs = new IntRows.Builder();
        IntRows.Builder outputs = new IntRows.Builder();
        List<Double> work = new ArrayList<>();
        long[] bytes = new long[slots];
        for (CallBuilder call : calls) {
            families.add(call.family());
            positions[call.id()] = call.instances();
            int rank = call.axes().size();
            int count = rank == 0 ? 1 : positions[call.id()].length / rank;
            for (int i = 0; i < count; i++) {
                int[] at = Arrays.copyOfRange(positions[call.id()], i * rank, (i + 1) * rank);
                for (int slot : call.outputSlots(at)) {
                    outputs.add(slot);
                    bytes[slot] = call.bytes();
                }
                outputs.endRow();
                noInputs.endRow();
                work.add(call.seconds());
            }
        }
        double[] seconds = work.stream().mapToDouble(Double::doubleValue).toArray();
        TaskGraph bare = new TaskGraph(
                flow, arrays, families, List.of(), positions, noInputs.build(), outputs.build(), seconds, bytes);
        return new TaskGraph(
                flow, arrays, families, publications(bare), positions, inputs(bare), bare.outputs(), seconds, bytes);
    }

    private static IntRows inputs(TaskGraph bare) {
        CallReader reader = new CallReader(bare);
        IntRows.Builder inputs = new IntRows.Builder();
        for (int task = 0; task < bare.taskCount(); task++) {
            String name = bare.taskName(task);
            reader.read(task, new CallReader.Listener() {
                @Override
                public void value(Object value) {}

                @Override
                public void slot(int slot) {
                    if (slot < 0 || bare.producer(slot) < 0) {
                        throw new IllegalArgumentException(name + " reads "
                                + (slot < 0 ? "outside an array" : bare.datasetName(slot) + ", which nothing makes"));
                    }
                    inputs.add(slot);
                }

                @Override
                public void absent() {}

                @Override
                public void open(String kind) {}

                @Override
                public void close() {}
            });
            inputs.endRow();
        }
        return inputs.build();
    }

    private List<Publication> publications(TaskGraph bare) {
        List<Publication> publications = new ArrayList<>();
        for (int id : published) {
            DatasetArray array = arrays.get(id);
            List<Integer> defined = new ArrayList<>();
            for (int slot = array.firstSlot(); slot < array.firstSlot() + array.size(); slot++) {
                if (bare.producer(slot) >= 0) {
                    defined.add(slot);
                }
            }
            Scalar name = new Scalar.Literal(ScalarType.STRING, array.name());
            publications.add(new Publication(id, name, List.of(), defined, array.origin()));
        }
        return publications;
    }
}
