package dev.anabranch.testkit;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.FamilyCost;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One family of a {@link GraphBuilder}: which task is called where, with what, and what it makes. */
public final class CallBuilder {
    private static final ValueType ANY = new ValueType.JavaObject("java.lang.Object");
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String OPTIONAL = "Ljava/util/Optional;";

    private final GraphBuilder graph;
    private final int id;
    private final String task;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<TaskFamily.FamilyOutput> outputs = new ArrayList<>();
    private List<Axis> axes = List.of();
    private Predicate<int[]> guard = positions -> true;
    private Requirements requirements = Requirements.NONE;
    private boolean effect;
    private boolean deterministic = true;
    private boolean generator;
    private boolean aggregate;
    private boolean finishes;
    private double seconds = 1e-3;
    private long bytes = 1 << 20;

    CallBuilder(GraphBuilder graph, int id, String task) {
        this.graph = graph;
        this.id = id;
        this.task = task;
    }

    /** The family's own indices; none means one call. */
    public CallBuilder over(Axis... own) {
        axes = List.of(own);
        return this;
    }

    /** Only instances whose positions on the axes, from 0, satisfy a condition. */
    public CallBuilder where(Predicate<int[]> condition) {
        guard = condition;
        return this;
    }

    /** A plan-time value. */
    public CallBuilder value(Scalar value) {
        return argument(new Argument.Value(value));
    }

    /** One dataset, at coordinates over the family's axes. */
    public CallBuilder reads(int array, Scalar... at) {
        return argument(new Argument.Read(
                array, Arrays.stream(at).map(Subscript.At::new).toList()));
    }

    /** One dataset, at coordinates over the family's axes, or nothing where no call makes it. */
    public CallBuilder readsIfDefined(int array, Scalar... at) {
        return argument(maybe(array, at));
    }

    /** A dataset that may be absent, as an argument or an element of one. */
    public static Argument maybe(int array, Scalar... at) {
        Argument.Read read = new Argument.Read(
                array, Arrays.stream(at).map(Subscript.At::new).toList());
        return new Argument.ReadIfDefined(read, new Argument.Absent());
    }

    /** A list of all datasets of an array. */
    public CallBuilder readsAll(int array) {
        List<Subscript> all = new ArrayList<>();
        graph.arrayOf(array).axes().forEach(axis -> all.add(new Subscript.All()));
        return argument(new Argument.ReadAll(array, all));
    }

    /** A list of those datasets of an array that exist among the given coordinates. */
    public CallBuilder readsAll(int array, Subscript... subscripts) {
        return argument(new Argument.ReadAll(array, List.of(subscripts)));
    }

    /** Any argument. */
    public CallBuilder argument(Argument argument) {
        arguments.add(argument);
        return this;
    }

    /** One output in the array at the family's own coordinates, which the array must have as its first axes. */
    public CallBuilder makes(int array) {
        List<Subscript> subscripts = new ArrayList<>();
        DatasetArray target = graph.arrayOf(array);
        for (int axis = 0; axis < target.axes().size(); axis++) {
            subscripts.add(axis < axes.size() ? new Subscript.At(own(axis)) : new Subscript.All());
        }
        return makes(array, subscripts);
    }

    /** Outputs at coordinates over the family's axes; {@link Subscript.All} for a generator's index. */
    public CallBuilder makes(int array, List<Subscript> subscripts) {
        outputs.add(new TaskFamily.FamilyOutput(array, subscripts));
        return this;
    }

    private Scalar own(int axis) {
        boolean texts = axes.get(axis).domain() instanceof Domain.Texts;
        return new Scalar.Coordinate(axis, texts ? ValueType.ScalarType.STRING : ValueType.ScalarType.INT);
    }

    /** The task does something beyond its result. */
    public CallBuilder effect() {
        effect = true;
        return this;
    }

    /** Equal inputs need not give equal outputs. */
    public CallBuilder random() {
        deterministic = false;
        return this;
    }

    /** The task hands over the outputs of its array's last axis one by one. */
    public CallBuilder generator() {
        generator = true;
        return this;
    }

    /**
     * The task is an aggregate over its first list, with steps of its own that take all its other arguments.
     *
     * @param withFinish whether a last step makes the result, or the combined partial result is the result
     */
    public CallBuilder aggregate(boolean withFinish) {
        aggregate = true;
        finishes = withFinish;
        return this;
    }

    /** Demands a host label or a worker. */
    public CallBuilder on(String label) {
        requirements = requirements.withLabel(label);
        return this;
    }

    /** Demands memory besides inputs and outputs, in bytes. */
    public CallBuilder memory(long besides) {
        requirements = requirements.withMemory(besides);
        return this;
    }

    /** Its datasets stay until the run ends. */
    public CallBuilder keep() {
        requirements = requirements.withKeep(true);
        return this;
    }

    /** What it makes is worth keeping against a crash. */
    public CallBuilder checkpoint() {
        requirements = requirements.withCheckpoint(true);
        return this;
    }

    /** Demands so many GPUs. */
    public CallBuilder gpus(int count) {
        requirements = requirements.withGpus(count);
        return this;
    }

    /** Demands so many workers at the same time. */
    public CallBuilder gang(int workers) {
        requirements = requirements.withGang(workers);
        return this;
    }

    /** Seconds of a call on a worker of speed 1, and bytes of each output. */
    public CallBuilder costs(double time, long size) {
        seconds = time;
        bytes = size;
        return this;
    }

    int id() {
        return id;
    }

    List<Axis> axes() {
        return axes;
    }

    double seconds() {
        return seconds;
    }

    long bytes() {
        return bytes;
    }

    TaskFamily family() {
        List<TaskSignature.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean optional = arguments.get(i) instanceof Argument.ReadIfDefined;
            boolean list = aggregate && !optional && !(arguments.get(i) instanceof Argument.Value);
            parameters.add(value("p" + i, list ? new ValueType.ListOf(ANY) : ANY, optional ? OPTIONAL : OBJECT));
        }
        if (generator) {
            parameters.add(parameter("out", TaskSignature.Parameter.Kind.EMITTER, "Ldev/anabranch/api/Emitter;"));
        }
        List<TaskSignature.Output> results = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Optional<String> accessor = outputs.size() == 1 ? Optional.empty() : Optional.of("o" + i);
            results.add(new TaskSignature.Output(accessor, ANY, OBJECT));
        }
        TaskSignature signature =
                signature(task, parameters, results, aggregate ? Optional.of(steps(parameters)) : Optional.empty());
        String name =
                outputs.isEmpty() ? task : graph.arrayOf(outputs.get(0).array()).name();
        return new TaskFamily(
                id,
                name,
                axes,
                signature,
                arguments,
                outputs,
                new FamilyCost(CostSource.ANNOTATED, CostSource.ANNOTATED),
                requirements,
                new Origin("test.flow", id + 1, name + " = " + task + "(...)"));
    }

    private TaskSignature signature(
            String name,
            List<TaskSignature.Parameter> parameters,
            List<TaskSignature.Output> results,
            Optional<TaskSignature.Aggregate> steps) {
        String taken = parameters.stream()
                .filter(p -> p.kind() == TaskSignature.Parameter.Kind.VALUE)
                .map(TaskSignature.Parameter::javaType)
                .collect(Collectors.joining());
        return new TaskSignature(
                "test",
                name,
                "test.Tasks",
                name,
                "(" + taken + ")" + (results.isEmpty() ? "V" : OBJECT),
                parameters,
                results,
                deterministic,
                effect,
                steps,
                Optional.empty());
    }

    /** Steps whose parameters are in another order than the task's own. */
    private TaskSignature.Aggregate steps(List<TaskSignature.Parameter> parameters) {
        List<TaskSignature.Parameter> others = new ArrayList<>(parameters);
        int list = 0;
        while (!(others.get(list).type() instanceof ValueType.ListOf)) {
            list++;
        }
        others.remove(list);
        List<TaskSignature.Output> one = List.of(new TaskSignature.Output(Optional.empty(), ANY, OBJECT));
        List<TaskSignature.Parameter> partial = new ArrayList<>(List.of(parameters.get(list)));
        partial.addAll(others);
        List<TaskSignature.Parameter> finish = new ArrayList<>(List.of(value("part", ANY, OBJECT)));
        finish.addAll(others);
        return new TaskSignature.Aggregate(
                signature(task + "Partial", partial, one, Optional.empty()),
                signature(
                        task + "Combine",
                        List.of(value("parts", new ValueType.ListOf(ANY), OBJECT)),
                        one,
                        Optional.empty()),
                finishes ? Optional.of(signature(task + "Finish", finish, one, Optional.empty())) : Optional.empty(),
                0.5);
    }

    private static TaskSignature.Parameter value(String name, ValueType type, String javaType) {
        return new TaskSignature.Parameter(name, TaskSignature.Parameter.Kind.VALUE, type, javaType, Optional.empty());
    }

    private static TaskSignature.Parameter parameter(String name, TaskSignature.Parameter.Kind kind, String javaType) {
        return new TaskSignature.Parameter(name, kind, ANY, javaType, Optional.empty());
    }

    /** The positions of all instances, one after the other. */
    int[] instances() {
        List<Integer> found = new ArrayList<>();
        int[] at = new int[axes.size()];
        instances(at, 0, found);
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private void instances(int[] at, int axis, List<Integer> found) {
        if (axis == at.length) {
            if (guard.test(at)) {
                Arrays.stream(at).forEach(found::add);
            }
            return;
        }
        for (at[axis] = 0; at[axis] < axes.get(axis).size(); at[axis]++) {
            instances(at, axis + 1, found);
        }
    }

    List<Integer> outputSlots(int[] positions) {
        ScalarEvaluator evaluator = new ScalarEvaluator(axes, positions);
        List<Integer> slots = new ArrayList<>();
        for (TaskFamily.FamilyOutput output : outputs) {
            DatasetArray array = graph.arrayOf(output.array());
            new OutputSlots(array, output.subscripts(), evaluator).collect(slots);
        }
        return slots;
    }
}
