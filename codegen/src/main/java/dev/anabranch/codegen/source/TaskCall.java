package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.anabranch.api.Emitter;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Output;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Source of one task: begin, fetch, call, hand over, end. */
final class TaskCall {
    private final TaskGraph graph;
    private final TaskFamily family;
    private final TaskSignature signature;
    private final List<AxisBinding> axes;
    private final MethodBody body;
    private final SlotCode slots;

    TaskCall(TaskGraph graph, TaskFamily family, List<AxisBinding> axes, MethodBody body) {
        this.graph = graph;
        this.family = family;
        this.signature = family.signature();
        this.axes = axes;
        this.body = body;
        this.slots = new SlotCode(family, axes, body);
    }

    /** Adds the task to the method. */
    void add() {
        body.code().add("// $L\n", CommentText.line(family.origin())).addStatement("worker.start()");
        ArgumentCode arguments = new ArgumentCode(graph, family, axes, body);
        List<CodeBlock> passed = new ArrayList<>();
        Iterator<Argument> given = family.arguments().iterator();
        String emitter = "";
        ArgumentCode.Cases cases = null;
        for (Parameter parameter : signature.parameters()) {
            switch (parameter.kind()) {
                case CONTEXT -> passed.add(CodeBlock.of("worker.task()"));
                case EMITTER -> {
                    emitter = emitter();
                    passed.add(CodeBlock.of("$L", emitter));
                }
                case VALUE, NAMED_REST -> {
                    Argument argument = given.next();
                    cases = hasResult() ? arguments.cases(parameter, argument) : null;
                    passed.add(cases == null ? arguments.pass(parameter, argument) : CodeBlock.of(""));
                }
            }
        }
        boolean fused = KernelCalls.fused(family);
        if (fused) {
            // The class has the expression already.
            passed.remove(1);
        }
        ClassName owner = fused
                ? KernelCalls.name(graph, family, body.owner().name().packageName())
                : TypeNames.className(signature.className());
        CodeBlock call = cases == null ? call(owner, passed) : byCase(owner, passed, cases);
        if (!emitter.isEmpty()) {
            body.code().addStatement(call).addStatement("worker.complete($L)", emitter);
        } else if (signature.outputs().isEmpty()) {
            body.code().addStatement(call);
        } else if (signature.outputs().get(0).accessor().isPresent()) {
            several(call);
        } else {
            plain(call);
        }
        body.code().addStatement("worker.finish()");
    }

    /** Whether the call is an expression. */
    private boolean hasResult() {
        return !signature.outputs().isEmpty()
                && signature.parameters().stream().noneMatch(p -> p.kind() == Parameter.Kind.EMITTER);
    }

    private CodeBlock call(ClassName owner, List<CodeBlock> passed) {
        return CodeBlock.of("$T.$L($L)", owner, signature.method(), CodeBlock.join(passed, ",$W"));
    }

    /** The call written out for each case of its last argument. */
    private CodeBlock byCase(ClassName owner, List<CodeBlock> passed, ArgumentCode.Cases cases) {
        List<CodeBlock> arguments = new ArrayList<>(passed);
        CodeBlock.Builder calls = CodeBlock.builder().add("switch ($L) {\n$<", cases.selector());
        int last = cases.values().lastKey();
        for (Map.Entry<Integer, CodeBlock> one : cases.values().entrySet()) {
            arguments.set(arguments.size() - 1, one.getValue());
            CodeBlock call = call(owner, arguments);
            if (cases.values().size() == 1) {
                return call;
            }
            calls.add("$L -> $L;\n", one.getKey() == last ? "default" : "case " + one.getKey(), call);
        }
        return calls.add("$<}$>$>").build();
    }

    private void plain(CodeBlock call) {
        Output output = signature.outputs().get(0);
        TaskFamily.FamilyOutput to = family.outputs().get(0);
        DatasetArray array = graph.arrays().get(to.array());
        // An array that is read as well has given its name to the argument.
        boolean isRead = family.arguments().stream()
                .anyMatch(argument -> argument instanceof Argument.Read read && read.array() == to.array());
        String name = body.unique(isRead ? "result" : array.name());
        call(TypeNames.result(output.type(), output.javaType()), name, call);
        body.code().addStatement(write(to, CodeBlock.of("$L", name), output));
        keep(output, to, CodeBlock.of("$L", name));
    }

    /** Declares a variable that holds the call's result; where the flow says so, calls again after a failure. */
    private void call(TypeName type, String variable, CodeBlock call) {
        int retries = family.requirements().retries();
        if (retries == 0) {
            body.code().addStatement("$T $L = $L", type, variable, call);
            return;
        }
        String attempt = body.unique("attempt");
        String failure = body.unique("failure");
        body.code()
                .addStatement("$T $L", type, variable)
                .beginControlFlow("for (int $1L = 1; ; $1L++)", attempt)
                .beginControlFlow("try")
                .addStatement("$L = $L", variable, call)
                .addStatement("break")
                .nextControlFlow("catch ($T $L)", Exception.class, failure)
                .addStatement("worker.retry($L, $L, $L)", failure, attempt, retries)
                .endControlFlow()
                .endControlFlow();
    }

    /** Later tasks of the method take it from here. Numbers and lists would have to be converted again. */
    private void keep(Output output, TaskFamily.FamilyOutput to, CodeBlock value) {
        boolean number = output.type() == ScalarType.INT || output.type() == ScalarType.FLOAT;
        if (!number && !(output.type() instanceof ValueType.ListOf)) {
            body.locals().put(slot(to).toString(), new MethodBody.Local(value));
        }
    }

    /** A record of results; an equation may name only the first of them. */
    private void several(CodeBlock call) {
        String result = body.unique("result");
        String descriptor = signature.descriptor();
        call(TypeNames.descriptor(descriptor.substring(descriptor.indexOf(')') + 1)), result, call);
        for (int i = 0; i < family.outputs().size(); i++) {
            Output output = signature.outputs().get(i);
            CodeBlock component =
                    CodeBlock.of("$L.$L()", result, output.accessor().orElseThrow());
            body.code().addStatement(write(family.outputs().get(i), component, output));
            keep(output, family.outputs().get(i), component);
        }
    }

    private CodeBlock write(TaskFamily.FamilyOutput to, CodeBlock value, Output output) {
        DatasetArray array = graph.arrays().get(to.array());
        return slots.isOwn(array.type(), TypeNames.descriptor(output.javaType()))
                        && ValueConversion.isPrimitive(output.javaType())
                ? ValueConversion.writeOwn(slots.own(array, positions(to)), value, array.type())
                : ValueConversion.write(slot(to), value, array.type(), output.javaType());
    }

    private CodeBlock slot(TaskFamily.FamilyOutput output) {
        return slots.slot(graph.arrays().get(output.array()), positions(output));
    }

    private List<Position> positions(TaskFamily.FamilyOutput output) {
        DatasetArray array = graph.arrays().get(output.array());
        List<Position> positions = new ArrayList<>();
        for (int axis = 0; axis < output.subscripts().size(); axis++) {
            positions.add(position(array, axis, output.subscripts().get(axis)));
        }
        return positions;
    }

    /** Of the first dataset, where a generator makes several. */
    private Position position(DatasetArray array, int axis, Subscript subscript) {
        return subscript.accept(new Subscript.Visitor<Position>() {
            @Override
            public Position at(Subscript.At at) {
                return slots.position(array, axis, at.coordinate());
            }

            @Override
            public Position range(Subscript.Range range) {
                return slots.position(array, axis, range.from());
            }

            @Override
            public Position all(Subscript.All all) {
                int firstSlot = graph.outputs().get(graph.firstTask(family.id()), 0);
                return Position.of(Affine.constant(array.positions(firstSlot)[axis]));
            }
        });
    }

    private String emitter() {
        TaskFamily.FamilyOutput to = family.outputs().get(0);
        Output output = signature.outputs().get(0);
        String name = body.unique(graph.arrays().get(to.array()).name());
        int[] offsets = offsets();
        int stride = offsets.length > 1 ? offsets[1] : 1;
        boolean even = IntStream.range(0, offsets.length).allMatch(i -> offsets[i] == i * stride);
        CodeBlock distance = even ? CodeBlock.of("$L", stride) : CodeBlock.of("$L", table(name, offsets));
        body.code()
                .addStatement(
                        "$T $L = worker.$L($L, $L, $L)",
                        ParameterizedTypeName.get(ClassName.get(Emitter.class), TypeNames.dataset(output.type())),
                        name,
                        even ? "emitter" : "listedEmitter",
                        slot(to),
                        distance,
                        count(to));
        return name;
    }

    private String table(String name, int[] offsets) {
        return body.owner()
                .constants()
                .table(
                        name + "_offsets",
                        Arrays.stream(offsets).asLongStream().toArray(),
                        "Number of the table of how far the outputs of " + CommentText.safe(family.name())
                                + " are from the first.");
    }

    /** How far the outputs' slots are from the first, as far as the longest goes: the same for all tasks. */
    private int[] offsets() {
        IntRows outputs = graph.outputs();
        int[] longest = {};
        int first = graph.firstTask(family.id());
        for (int task = first; task < first + graph.taskCount(family.id()); task++) {
            int start = outputs.size(task) == 0 ? 0 : outputs.get(task, 0);
            int[] offsets =
                    Arrays.stream(outputs.row(task)).map(slot -> slot - start).toArray();
            int common = Math.min(offsets.length, longest.length);
            if (!Arrays.equals(offsets, 0, common, longest, 0, common)) {
                throw new IllegalStateException(
                        graph.taskName(task) + " yields datasets whose slots lie otherwise than those of its like");
            }
            longest = offsets.length > longest.length ? offsets : longest;
        }
        return longest;
    }

    private CodeBlock count(TaskFamily.FamilyOutput to) {
        int first = graph.firstTask(family.id());
        int count = graph.outputs().size(first);
        boolean same = true;
        for (int task = first; task < first + graph.taskCount(family.id()); task++) {
            same &= graph.outputs().size(task) == count;
        }
        if (same) {
            return CodeBlock.of("$L", count);
        }
        Subscript.Range range = to.subscripts().stream()
                .filter(Subscript.Range.class::isInstance)
                .map(Subscript.Range.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(family.name() + " yields different numbers of datasets"));
        Scalar distance = integer(Scalar.Operator.SUBTRACT, range.to(), range.from());
        Scalar steps = integer(Scalar.Operator.DIVIDE, distance, range.by());
        Scalar number = integer(Scalar.Operator.ADD, steps, new Scalar.Literal(ScalarType.INT, 1L));
        return ValueConversion.toInt(
                new ScalarCode(axes, slots.axisNames(), body.owner().constants(), "span").of(number));
    }

    private static Scalar integer(Scalar.Operator operator, Scalar left, Scalar right) {
        return new Scalar.Binary(operator, left, right, ScalarType.INT);
    }
}
