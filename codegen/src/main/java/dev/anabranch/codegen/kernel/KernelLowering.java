package dev.anabranch.codegen.kernel;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.kernel.Reduction;
import dev.anabranch.codegen.kernel.Step.ArithmeticOperator;
import dev.anabranch.codegen.kernel.Step.ComparisonOperator;
import dev.anabranch.codegen.kernel.Step.LogicOperator;
import dev.anabranch.model.kernel.KernelExpression;
import dev.anabranch.model.kernel.KernelExpression.Call;
import dev.anabranch.model.kernel.KernelExpression.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes out a fused expression as steps of exact types. What each elementwise task does with its operands is said in
 * the Javadoc of the tasks; here it is said once more, and tests hold both together.
 */
final class KernelLowering implements KernelExpression.Visitor<Integer> {
    private static final Map<String, ArithmeticOperator> ARITHMETIC = Map.of(
            "add", ArithmeticOperator.ADD,
            "subtract", ArithmeticOperator.SUBTRACT,
            "multiply", ArithmeticOperator.MULTIPLY,
            "divide", ArithmeticOperator.DIVIDE,
            "remainder", ArithmeticOperator.REMAINDER);
    private static final Map<String, ComparisonOperator> COMPARISONS = Map.of(
            "less", ComparisonOperator.LESS,
            "lessOrEqual", ComparisonOperator.LESS_OR_EQUAL,
            "greater", ComparisonOperator.GREATER,
            "greaterOrEqual", ComparisonOperator.GREATER_OR_EQUAL,
            "equal", ComparisonOperator.EQUAL,
            "notEqual", ComparisonOperator.NOT_EQUAL);
    private static final Map<String, LogicOperator> LOGIC = Map.of(
            "and", LogicOperator.AND,
            "or", LogicOperator.OR,
            "equal", LogicOperator.EQUAL,
            "notEqual", LogicOperator.NOT_EQUAL);
    private static final Map<String, ElementType> CASTS =
            Map.of("f64", ElementType.F64, "f32", ElementType.F32, "i64", ElementType.I64, "i32", ElementType.I32);
    private static final Map<String, Reduction> REDUCTIONS = Map.of(
            "sum", Reduction.SUM,
            "mean", Reduction.MEAN,
            "min", Reduction.MIN,
            "max", Reduction.MAX,
            "count", Reduction.COUNT,
            "fraction", Reduction.FRACTION);

    private final Map<Step, Integer> numbers = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Boolean> varying = new ArrayList<>();
    private final Map<Integer, Operand> given = new TreeMap<>();
    private final Map<Integer, Kernel.Operand> operands = new TreeMap<>();
    private final List<Integer> narrow = new ArrayList<>();

    private KernelLowering() {}

    /**
     * The steps of an expression.
     *
     * @throws IllegalArgumentException if it calls a task that is not known here
     */
    static Kernel lower(KernelExpression expression) {
        KernelLowering lowering = new KernelLowering();
        lowering.collect(expression);
        lowering.place();
        Optional<Reduction> reduction = reduction(expression);
        int result;
        if (reduction.isPresent()) {
            int body = ((Call) expression).arguments().get(0).accept(lowering);
            ElementType type = lowering.type(body);
            boolean floats = type == ElementType.F64 || type == ElementType.F32;
            result = type == ElementType.BOOL && !ofTruths(reduction.get())
                    ? lowering.cast(ElementType.I64, body)
                    : type == ElementType.BOOL ? body : lowering.cast(floats ? ElementType.F64 : ElementType.I64, body);
        } else {
            result = expression.accept(lowering);
        }
        return new Kernel(
                expression,
                List.copyOf(lowering.operands.values()),
                lowering.steps,
                lowering.varying,
                result,
                reduction,
                lowering.narrow);
    }

    private static boolean ofTruths(Reduction reduction) {
        return reduction == Reduction.COUNT || reduction == Reduction.FRACTION;
    }

    private static Optional<Reduction> reduction(KernelExpression expression) {
        return expression instanceof Call call && call.task().startsWith("tensor.")
                ? Optional.ofNullable(REDUCTIONS.get(call.operation()))
                : Optional.empty();
    }

    private void collect(KernelExpression expression) {
        if (expression instanceof Operand operand) {
            given.put(operand.index(), operand);
        } else if (expression instanceof Call call) {
            call.arguments().forEach(this::collect);
        }
    }

    private void place() {
        int tensors = 0;
        int floats = 0;
        int integers = 0;
        for (Map.Entry<Integer, Operand> entry : given.entrySet()) {
            if (entry.getKey() != operands.size()) {
                throw new IllegalArgumentException("a kernel without its operand " + operands.size());
            }
            Operand operand = entry.getValue();
            ElementType type = element(operand.type());
            int place = operand.tensor() ? tensors++ : type == ElementType.F64 ? floats++ : integers++;
            operands.put(entry.getKey(), new Kernel.Operand(operand.tensor(), type, place));
        }
    }

    private static ElementType element(String label) {
        String element = label.startsWith("tensor<") ? label.substring(7, label.length() - 1) : label;
        return Arrays.stream(ElementType.values())
                .filter(type -> type.label().equals(element))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a kernel of " + label));
    }

    private ElementType type(int step) {
        return steps.get(step).type();
    }

    private int add(Step step, int... of) {
        Integer known = numbers.get(step);
        if (known != null) {
            return known;
        }
        numbers.put(step, steps.size());
        steps.add(step);
        boolean varies = step instanceof Step.Load;
        for (int operand : of) {
            varies |= varying.get(operand);
        }
        varying.add(varies);
        return steps.size() - 1;
    }

    private int cast(ElementType to, int operand) {
        ElementType from = type(operand);
        return from == to ? operand : add(new Step.Cast(to, from, operand), operand);
    }

    @Override
    public Integer operand(Operand operand) {
        Kernel.Operand place = List.copyOf(operands.values()).get(operand.index());
        return add(
                place.tensor()
                        ? new Step.Load(place.type(), place.place())
                        : new Step.Scalar(place.type(), place.place()));
    }

    @Override
    public Integer call(Call call) {
        List<KernelExpression> arguments = call.arguments();
        int[] of = new int[arguments.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = arguments.get(i).accept(this);
        }
        String operation = call.operation();
        if (call.task().startsWith("tensor.")) {
            ElementType to = CASTS.get(operation);
            if (to == null || of.length != 1) {
                throw unknown(call);
            }
            return cast(to, of[0]);
        }
        if (!call.task().startsWith("elementwise.")) {
            throw unknown(call);
        }
        return switch (operation) {
            case "not" -> add(new Step.Not(of[0]), of[0]);
            case "negate" -> add(new Step.Negate(type(of[0]), of[0]), of[0]);
            case "select" -> select(call, of);
            default -> of.length == 2 ? binary(call, of[0], of[1]) : unknownStep(call);
        };
    }

    private int select(Call call, int[] of) {
        List<KernelExpression> branches = call.arguments().subList(1, 3);
        ElementType type = branches.stream().anyMatch(KernelLowering::tensor)
                ? type(tensor(branches.get(0)) ? of[1] : of[2])
                : type(of[1]);
        int then = number(type, branches.get(0), of[1]);
        int otherwise = number(type, branches.get(1), of[2]);
        return add(new Step.Select(type, of[0], then, otherwise), of[0], then, otherwise);
    }

    private int binary(Call call, int left, int right) {
        KernelExpression a = call.arguments().get(0);
        KernelExpression b = call.arguments().get(1);
        ElementType type = type(tensor(a) ? left : right);
        if (type == ElementType.BOOL) {
            LogicOperator logic = LOGIC.get(call.operation());
            return logic == null ? unknownStep(call) : add(new Step.Logic(logic, left, right), left, right);
        }
        boolean both = tensor(a) && tensor(b);
        ComparisonOperator comparison = COMPARISONS.get(call.operation());
        if (comparison != null) {
            // A number is compared in its own, wider type.
            ElementType wide = both ? type : floats(type) ? ElementType.F64 : ElementType.I64;
            int first = cast(wide, left);
            int second = cast(wide, right);
            return add(new Step.Comparison(comparison, wide, first, second), first, second);
        }
        ArithmeticOperator arithmetic = ARITHMETIC.get(call.operation());
        if (arithmetic == null) {
            return unknownStep(call);
        }
        if (type == ElementType.F32 && !both) {
            int first = cast(ElementType.F64, left);
            int second = cast(ElementType.F64, right);
            int wide = add(new Step.Arithmetic(arithmetic, ElementType.F64, first, second), first, second);
            return cast(ElementType.F32, wide);
        }
        int first = number(type, a, left);
        int second = number(type, b, right);
        return add(new Step.Arithmetic(arithmetic, type, first, second), first, second);
    }

    /** A number where elements of 32-bit integers stand must itself be one. */
    private int number(ElementType type, KernelExpression expression, int step) {
        if (type == ElementType.I32 && expression instanceof Operand operand && !operand.tensor()) {
            if (!narrow.contains(operand.index())) {
                narrow.add(operand.index());
            }
        }
        return cast(type, step);
    }

    /** Whether an argument is a tensor: what a call makes is. */
    private static boolean tensor(KernelExpression expression) {
        return expression instanceof Call || (expression instanceof Operand operand && operand.tensor());
    }

    private static boolean floats(ElementType type) {
        return type == ElementType.F64 || type == ElementType.F32;
    }

    private static int unknownStep(Call call) {
        throw unknown(call);
    }

    private static IllegalArgumentException unknown(Call call) {
        return new IllegalArgumentException("no kernel for " + call.task());
    }
}
