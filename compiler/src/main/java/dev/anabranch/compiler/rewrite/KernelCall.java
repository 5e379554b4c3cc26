package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.kernel.KernelExpression;
import dev.anabranch.model.kernel.KernelExpression.Call;
import dev.anabranch.model.kernel.KernelExpression.Operand;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Output;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the tasks of a family compute, as an expression of elementwise tasks over what they are given.
 *
 * @param expression whose operands are numbered as the leaves
 * @param leaves what the tasks are given, no two the same
 */
record KernelCall(Call expression, List<Leaf> leaves) {
    private static final String OPERATORS = "elementwise";
    private static final String TENSORS = "tensor";
    private static final String TENSOR_CLASS = "dev.anabranch.stdlib.tensor.TensorTasks";
    private static final Set<String> CASTS = Set.of("f64", "f32", "i64", "i32");
    private static final Set<String> REDUCTIONS = Set.of("sum", "mean", "min", "max", "count", "fraction");
    private static final String KERNEL_CLASS = "dev.anabranch.api.kernel.FusedKernel";

    /** Names of more calls than this are cut. */
    private static final int NAMED_CALLS = 4;

    KernelCall {
        leaves = List.copyOf(leaves);
    }

    /**
     * An operand.
     *
     * @param argument a value or one dataset
     * @param type what it is; never a tensor of unknown elements
     * @param javaType descriptor of how it is passed
     */
    record Leaf(Argument argument, ValueType type, String javaType) {
        boolean tensor() {
            return type instanceof ValueType.TensorOf;
        }

        boolean reads() {
            return argument instanceof Argument.Read;
        }
    }

    /** A family's single call; empty if it is not one of an elementwise task on tensors. */
    static Optional<KernelCall> of(TaskGraph graph, TaskFamily family) {
        TaskSignature task = family.signature();
        boolean known = task.library().equals(OPERATORS)
                || (task.library().equals(TENSORS)
                        && task.className().equals(TENSOR_CLASS)
                        && (CASTS.contains(task.name()) || REDUCTIONS.contains(task.name())));
        if (!known || task.outputs().size() != 1 || family.outputs().size() != 1 || !task.deterministic()) {
            return Optional.empty();
        }
        List<Parameter> parameters = task.parameters().stream()
                .filter(p -> p.kind() != Parameter.Kind.CONTEXT)
                .toList();
        if (parameters.size() != family.arguments().size()) {
            return Optional.empty();
        }
        List<Leaf> leaves = new ArrayList<>();
        List<KernelExpression> operands = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Argument argument = family.arguments().get(i);
            Optional<Leaf> leaf = leaf(graph, parameters.get(i), argument);
            if (leaf.isEmpty()) {
                return Optional.empty();
            }
            operands.add(operand(leaves, leaf.get()));
        }
        return leaves.stream().anyMatch(Leaf::tensor)
                ? Optional.of(new KernelCall(new Call(task.qualifiedName(), operands), leaves))
                : Optional.empty();
    }

    private static Optional<Leaf> leaf(TaskGraph graph, Parameter parameter, Argument argument) {
        ValueType type = parameter.type();
        if (argument instanceof Argument.Read read && type instanceof ValueType.AnyTensor) {
            type = graph.arrays().get(read.array()).type();
        }
        boolean passed = argument instanceof Argument.Read || argument instanceof Argument.Value;
        boolean number = type == ScalarType.FLOAT || type == ScalarType.INT || type == ScalarType.BOOL;
        if (parameter.kind() != Parameter.Kind.VALUE
                || parameter.optional()
                || !passed
                || !(number || type instanceof ValueType.TensorOf)) {
            return Optional.empty();
        }
        return Optional.of(new Leaf(argument, type, javaType(type)));
    }

    private static String javaType(ValueType type) {
        if (type instanceof ValueType.TensorOf tensor) {
            return "Ldev/anabranch/api/"
                    + switch (tensor.element()) {
                        case F64 -> "DoubleTensor";
                        case F32 -> "FloatTensor";
                        case I64 -> "LongTensor";
                        case I32 -> "IntTensor";
                        case BOOL -> "BooleanTensor";
                    }
                    + ";";
        }
        return type == ScalarType.FLOAT ? "D" : type == ScalarType.INT ? "J" : "Z";
    }

    private static Operand operand(List<Leaf> leaves, Leaf leaf) {
        int known = leaves.indexOf(leaf);
        if (known < 0) {
            known = leaves.size();
            leaves.add(leaf);
        }
        return new Operand(known, Operand.label(leaf.type()));
    }

    /** Whether it makes one number of a tensor, so that no elementwise task can go on from it. */
    boolean reduces() {
        return expression.task().startsWith(TENSORS + ".") && REDUCTIONS.contains(expression.operation());
    }

    /**
     * This call with a producer's in the place of what it makes.
     *
     * @param leaf which of the leaves the producer makes
     * @param producer what it computes
     * @param substitution from its coordinates to this call's
     */
    KernelCall with(int leaf, KernelCall producer, Substitution substitution) {
        List<Leaf> added = producer.leaves.stream()
                .map(l -> new Leaf(substitution.argument(l.argument()), l.type(), l.javaType()))
                .toList();
        List<Leaf> joined = new ArrayList<>();
        KernelExpression whole = renumbered(
                expression,
                operand -> operand.index() == leaf
                        ? renumbered(producer.expression, o -> operand(joined, added.get(o.index())))
                        : operand(joined, leaves.get(operand.index())));
        return new KernelCall((Call) whole, joined);
    }

    private static KernelExpression renumbered(KernelExpression of, Function<Operand, KernelExpression> instead) {
        return of.accept(new KernelExpression.Visitor<KernelExpression>() {
            @Override
            public KernelExpression operand(Operand operand) {
                return instead.apply(operand);
            }

            @Override
            public KernelExpression call(Call call) {
                return new Call(
                        call.task(),
                        call.arguments().stream().map(a -> a.accept(this)).toList());
            }
        });
    }

    /** The family with this call in the place of its own. */
    TaskFamily in(TaskFamily family) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter(
                "task",
                Parameter.Kind.CONTEXT,
                new ValueType.JavaObject("java.lang.Object"),
                "Ldev/anabranch/api/TaskContext;",
                Optional.empty()));
        parameters.add(new Parameter(
                "kernel", Parameter.Kind.VALUE, ScalarType.STRING, "Ljava/lang/String;", Optional.empty()));
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument.Value(new Scalar.Literal(ScalarType.STRING, expression.text())));
        StringBuilder descriptor = new StringBuilder("(");
        parameters.forEach(p -> descriptor.append(p.javaType()));
        for (Leaf leaf : leaves) {
            parameters.add(new Parameter(
                    "a" + (arguments.size() - 1),
                    Parameter.Kind.VALUE,
                    leaf.type(),
                    leaf.javaType(),
                    Optional.empty()));
            arguments.add(leaf.argument());
            descriptor.append(leaf.javaType());
        }
        Output output = family.signature().outputs().get(0);
        TaskSignature signature = new TaskSignature(
                "fused",
                name(),
                KERNEL_CLASS,
                "apply",
                descriptor.append(')').append(output.javaType()).toString(),
                parameters,
                List.of(output),
                true,
                false,
                Optional.empty(),
                Optional.empty());
        return new TaskFamily(
                family.id(),
                family.name(),
                family.axes(),
                signature,
                arguments,
                family.outputs(),
                family.cost(),
                family.requirements(),
                family.origin());
    }

    private String name() {
        List<String> calls = new ArrayList<>();
        expression.accept(new KernelExpression.Visitor<Boolean>() {
            @Override
            public Boolean operand(Operand operand) {
                return true;
            }

            @Override
            public Boolean call(Call call) {
                call.arguments().forEach(a -> a.accept(this));
                return calls.add(call.operation());
            }
        });
        return calls.size() <= NAMED_CALLS
                ? String.join("+", calls)
                : String.join("+", calls.subList(0, NAMED_CALLS - 1)) + "+" + (calls.size() - NAMED_CALLS + 1) + "more";
    }
}
