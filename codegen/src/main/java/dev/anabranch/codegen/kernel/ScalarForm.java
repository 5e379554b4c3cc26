package dev.anabranch.codegen.kernel;

import com.palantir.javapoet.CodeBlock;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.kernel.FusedKernel;

/** Steps as Java: each is an expression over the variables of earlier ones. */
final class ScalarForm implements Step.Visitor<CodeBlock> {
    /** Where numbers are before the loop, and elements in it. */
    static String variable(int step) {
        return "v" + step;
    }

    /** The Java type of a value. */
    static Class<?> type(ElementType type) {
        return switch (type) {
            case F64 -> double.class;
            case F32 -> float.class;
            case I64 -> long.class;
            case I32 -> int.class;
            case BOOL -> boolean.class;
        };
    }

    /** Bytes of an element that is no truth value; those are packed. */
    static int width(ElementType type) {
        return (int) type.bytes(1);
    }

    /** The end of the accessors' names in Arrow's buffers. */
    static String accessor(ElementType type) {
        return switch (type) {
            case F64 -> "Double";
            case F32 -> "Float";
            case I64 -> "Long";
            case I32 -> "Int";
            case BOOL -> "";
        };
    }

    @Override
    public CodeBlock load(Step.Load step) {
        return step.type() == ElementType.BOOL
                ? CodeBlock.of("(memory$L.getByte(i >>> 3) >>> (i & 7) & 1) != 0", step.tensor())
                : CodeBlock.of("memory$L.get$L($LL * i)", step.tensor(), accessor(step.type()), width(step.type()));
    }

    @Override
    public CodeBlock number(Step.Scalar step) {
        return switch (step.type()) {
            case F64 -> CodeBlock.of("floats[$L]", step.index());
            case BOOL -> CodeBlock.of("integers[$L] != 0", step.index());
            default -> CodeBlock.of("integers[$L]", step.index());
        };
    }

    @Override
    public CodeBlock arithmetic(Step.Arithmetic step) {
        String left = variable(step.left());
        String right = variable(step.right());
        boolean integers = step.type() == ElementType.I64 || step.type() == ElementType.I32;
        boolean divides = step.operator() == Step.ArithmeticOperator.DIVIDE
                || step.operator() == Step.ArithmeticOperator.REMAINDER;
        if (integers && divides) {
            CodeBlock call = CodeBlock.of(
                    "$T.$L($L, $L)",
                    FusedKernel.class,
                    step.operator() == Step.ArithmeticOperator.DIVIDE ? "quotient" : "remainder",
                    left,
                    right);
            return step.type() == ElementType.I32 ? CodeBlock.of("(int) $L", call) : call;
        }
        return CodeBlock.of("$L $L $L", left, step.operator().symbol, right);
    }

    @Override
    public CodeBlock negate(Step.Negate step) {
        return CodeBlock.of("-$L", variable(step.operand()));
    }

    @Override
    public CodeBlock comparison(Step.Comparison step) {
        return CodeBlock.of("$L $L $L", variable(step.left()), step.operator().symbol, variable(step.right()));
    }

    @Override
    public CodeBlock logic(Step.Logic step) {
        return CodeBlock.of("$L $L $L", variable(step.left()), step.operator().symbol, variable(step.right()));
    }

    @Override
    public CodeBlock not(Step.Not step) {
        return CodeBlock.of("!$L", variable(step.operand()));
    }

    @Override
    public CodeBlock select(Step.Select step) {
        return CodeBlock.of(
                "$L ? $L : $L", variable(step.condition()), variable(step.then()), variable(step.otherwise()));
    }

    @Override
    public CodeBlock cast(Step.Cast step) {
        String operand = variable(step.operand());
        return step.from() == ElementType.BOOL
                ? CodeBlock.of("$L ? 1 : 0", operand)
                : CodeBlock.of("($T) $L", type(step.type()), operand);
    }
}
