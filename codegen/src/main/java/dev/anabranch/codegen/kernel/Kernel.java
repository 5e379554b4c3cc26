package dev.anabranch.codegen.kernel;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.kernel.Reduction;
import dev.anabranch.model.kernel.KernelExpression;
import java.util.List;
import java.util.Optional;

/**
 * A fused expression as a loop computes it.
 *
 * @param expression what it was made from
 * @param operands by index, what the fused task is given
 * @param steps in an order in which operands come first; equal ones are one
 * @param varying for each step whether it is another value for each element
 * @param result the step that is the expression's value
 * @param reduction what the values become; empty if the result is a tensor
 * @param narrow the operands that must fit in 32 bits
 */
record Kernel(
        KernelExpression expression,
        List<Operand> operands,
        List<Step> steps,
        List<Boolean> varying,
        int result,
        Optional<Reduction> reduction,
        List<Integer> narrow) {
    Kernel {
        operands = List.copyOf(operands);
        steps = List.copyOf(steps);
        varying = List.copyOf(varying);
        narrow = List.copyOf(narrow);
    }

    /**
     * What the fused task is given.
     *
     * @param tensor whether it is a tensor
     * @param type of its elements; a number is F64, I64 or BOOL
     * @param place which one it is of the tensors, of the floats or of the integers
     */
    record Operand(boolean tensor, ElementType type, int place) {}

    /** What the loop's values are. */
    ElementType type() {
        return steps.get(result).type();
    }

    /** How many operands are tensors. */
    int tensors() {
        return (int) operands.stream().filter(Operand::tensor).count();
    }

    /** Whether lanes of floating-point numbers take the values. */
    boolean floatLanes() {
        return reduction.isPresent() && type() == ElementType.F64;
    }
}
