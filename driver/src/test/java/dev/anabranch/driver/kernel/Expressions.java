package dev.anabranch.driver.kernel;

import dev.anabranch.api.ElementType;
import dev.anabranch.model.kernel.KernelExpression;
import dev.anabranch.model.kernel.KernelExpression.Call;
import dev.anabranch.model.kernel.KernelExpression.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random well-typed expressions of elementwise tasks; operands of a kind are shared now and then. */
final class Expressions {
    private static final List<ElementType> ALL = List.of(ElementType.values());
    private static final List<ElementType> NUMBERS =
            List.of(ElementType.F64, ElementType.F32, ElementType.I64, ElementType.I32);
    private static final List<String> COMPARISONS =
            List.of("less", "lessOrEqual", "greater", "greaterOrEqual", "equal", "notEqual");

    private final Random random;
    private final List<String> operands = new ArrayList<>();

    private Expressions(Random random) {
        this.random = random;
    }

    /** One that a fused task could compute; its types of operands stand in it. */
    static KernelExpression random(Random random) {
        Expressions expressions = new Expressions(random);
        int depth = 1 + random.nextInt(4);
        if (random.nextInt(3) > 0) {
            return expressions.call(ALL.get(random.nextInt(ALL.size())), depth);
        }
        if (random.nextBoolean()) {
            String reduction = random.nextBoolean() ? "tensor.count" : "tensor.fraction";
            return new Call(reduction, List.of(expressions.call(ElementType.BOOL, depth)));
        }
        String reduction = List.of("sum", "mean", "min", "max").get(random.nextInt(4));
        return new Call("tensor." + reduction, List.of(expressions.call(expressions.number(), depth)));
    }

    /** The types of an expression's operands, by index. */
    static List<String> operands(KernelExpression expression) {
        List<String> types = new ArrayList<>();
        collect(expression, types);
        return types;
    }

    private static void collect(KernelExpression expression, List<String> types) {
        if (expression instanceof Operand operand) {
            while (types.size() <= operand.index()) {
                types.add("");
            }
            types.set(operand.index(), operand.type());
        } else {
            ((Call) expression).arguments().forEach(argument -> collect(argument, types));
        }
    }

    private ElementType number() {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private KernelExpression operand(String type) {
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i).equals(type) && random.nextInt(3) > 0) {
                return new Operand(i, type);
            }
        }
        operands.add(type);
        return new Operand(operands.size() - 1, type);
    }

    private KernelExpression tensor(ElementType type, int depth) {
        return depth == 0 || random.nextInt(4) == 0 ? operand(label(type)) : call(type, depth);
    }

    private static String label(ElementType type) {
        return "tensor<" + type.label() + ">";
    }

    /** What a number is called that meets a tensor. */
    private static String number(ElementType type) {
        return type == ElementType.F64 || type == ElementType.F32 ? "f64" : type == ElementType.BOOL ? "bool" : "i64";
    }

    private KernelExpression call(ElementType type, int depth) {
        if (type == ElementType.BOOL) {
            return truths(depth);
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Call("elementwise.negate:" + label(type), List.of(tensor(type, depth - 1)));
            case 1 -> {
                ElementType from = ALL.get(random.nextInt(ALL.size()));
                yield new Call("tensor." + type.label(), List.of(tensor(from, depth - 1)));
            }
            case 2, 3 -> select(type, depth);
            default -> {
                // Integers divide by zero now and then; most expressions should get beyond that.
                List<String> operators = NUMBERS.indexOf(type) < 2 || random.nextInt(10) == 0
                        ? List.of("add", "subtract", "multiply", "divide", "remainder")
                        : List.of("add", "subtract", "multiply");
                yield pair(operators.get(random.nextInt(operators.size())), type, depth);
            }
        };
    }

    private KernelExpression pair(String operation, ElementType type, int depth) {
        int form = random.nextInt(4);
        String left = form == 0 ? number(type) : label(type);
        String right = form == 1 ? number(type) : label(type);
        return new Call(
                "elementwise." + operation + ":" + left + "," + right,
                List.of(
                        form == 0 ? operand(left) : tensor(type, depth - 1),
                        form == 1 ? operand(right) : tensor(type, depth - 1)));
    }

    private KernelExpression select(ElementType type, int depth) {
        boolean both = (type == ElementType.F64 || type == ElementType.I64) && random.nextInt(4) == 0;
        int form = random.nextInt(4);
        String then = both || form == 0 ? number(type) : label(type);
        String otherwise = both || form == 1 ? number(type) : label(type);
        return new Call(
                "elementwise.select:tensor<bool>," + then + "," + otherwise,
                List.of(
                        tensor(ElementType.BOOL, depth - 1),
                        then.startsWith("tensor") ? tensor(type, depth - 1) : operand(then),
                        otherwise.startsWith("tensor") ? tensor(type, depth - 1) : operand(otherwise)));
    }

    private KernelExpression truths(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> new Call("elementwise.not:tensor<bool>", List.of(tensor(ElementType.BOOL, depth - 1)));
            case 1 -> pair(List.of("and", "or", "equal", "notEqual").get(random.nextInt(4)), ElementType.BOOL, depth);
            default -> pair(COMPARISONS.get(random.nextInt(COMPARISONS.size())), number(), depth);
        };
    }
}
