package dev.anabranch.codegen.kernel;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.kernel.Reduction;

/**
 * Which kernels become loops over vectors: those all of whose steps are instructions of common machines. The Vector API
 * computes everything else too, but by objects, far slower than the loop over single numbers: remainders, quotients of
 * integers, conversions between floating-point numbers and 64-bit integers or from floating-point numbers to integers.
 */
final class VectorSupport implements Step.Visitor<Boolean> {
    private final Kernel kernel;
    private final boolean longProducts;

    private VectorSupport(Kernel kernel, boolean longProducts) {
        this.kernel = kernel;
        this.longProducts = longProducts;
    }

    /**
     * Whether there is a loop over vectors for a kernel.
     *
     * @param longProducts whether the machine multiplies vectors of 64-bit integers
     */
    static boolean of(Kernel kernel, boolean longProducts) {
        VectorSupport support = new VectorSupport(kernel, longProducts);
        boolean all = kernel.varying().get(kernel.result());
        for (int step = 0; all && step < kernel.steps().size(); step++) {
            all = kernel.varying().get(step)
                    ? kernel.steps().get(step).accept(support)
                    : scalar(kernel.steps().get(step));
        }
        // Of 64-bit integers, vectors without masks of their own have no least or greatest.
        boolean extreme = kernel.reduction()
                .filter(r -> r == Reduction.MIN || r == Reduction.MAX)
                .isPresent();
        return all && !(extreme && kernel.type() == ElementType.I64 && !longProducts);
    }

    private static boolean scalar(Step step) {
        return step instanceof Step.Scalar
                || (step instanceof Step.Cast cast
                        && ((cast.from() == ElementType.F64 && cast.type() == ElementType.F32)
                                || (cast.from() == ElementType.I64 && cast.type() == ElementType.I32)));
    }

    /** The constant of {@code VectorOperators} for a conversion. */
    static String conversion(Step.Cast step) {
        return letter(step.from()) + "2" + letter(step.type());
    }

    private static String letter(ElementType type) {
        return switch (type) {
            case F64 -> "D";
            case F32 -> "F";
            case I64 -> "L";
            case I32 -> "I";
            case BOOL -> throw new IllegalArgumentException("no conversion of masks");
        };
    }

    @Override
    public Boolean load(Step.Load step) {
        return true;
    }

    @Override
    public Boolean number(Step.Scalar step) {
        return true;
    }

    @Override
    public Boolean arithmetic(Step.Arithmetic step) {
        boolean real = step.type() == ElementType.F64 || step.type() == ElementType.F32;
        return switch (step.operator()) {
            case ADD, SUBTRACT -> true;
            case MULTIPLY -> step.type() != ElementType.I64 || longProducts;
            case DIVIDE -> real;
            case REMAINDER -> false;
        };
    }

    @Override
    public Boolean negate(Step.Negate step) {
        return true;
    }

    @Override
    public Boolean comparison(Step.Comparison step) {
        return true;
    }

    @Override
    public Boolean logic(Step.Logic step) {
        return true;
    }

    @Override
    public Boolean not(Step.Not step) {
        return true;
    }

    @Override
    public Boolean select(Step.Select step) {
        return step.type() != ElementType.BOOL && kernel.varying().get(step.condition());
    }

    @Override
    public Boolean cast(Step.Cast step) {
        if (step.from() == ElementType.BOOL) {
            return false;
        }
        return switch (conversion(step)) {
            case "F2D", "D2F", "I2L", "L2I", "I2D", "I2F" -> true;
            default -> false;
        };
    }
}
