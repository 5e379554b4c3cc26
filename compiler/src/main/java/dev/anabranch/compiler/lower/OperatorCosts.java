package dev.anabranch.compiler.lower;

import dev.anabranch.api.ElementType;
import dev.anabranch.compiler.type.TypedEquation;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.type.ValueType;
import java.util.List;

/**
 * What elementwise operators take: they stream their operands once, so time and size follow from the operands' sizes,
 * however those were found.
 */
final class OperatorCosts {
    private static final String LIBRARY = "elementwise";
    private static final String TENSORS = "dev.anabranch.stdlib.tensor.TensorTasks";
    private static final double CALL_SECONDS = 1e-6;
    private static final double BYTES_PER_SECOND = 2e9;
    private static final long OPEN = -1;

    /** A sweep settles every operator whose operands come before it; only recurrences that run backwards need more. */
    private static final int MOST_SWEEPS = 16;

    private final List<Family> families;
    private final int[] firstTask;
    private final IntRows inputs;
    private final IntRows outputs;
    private final double[] work;
    private final long[] bytes;

    OperatorCosts(
            List<Family> families, int[] firstTask, IntRows inputs, IntRows outputs, double[] work, long[] bytes) {
        this.families = families;
        this.firstTask = firstTask;
        this.inputs = inputs;
        this.outputs = outputs;
        this.work = work;
        this.bytes = bytes;
    }

    /** Whether an equation is an operator whose costs nobody stated. */
    static boolean covers(TypedEquation equation) {
        return (equation.signature().library().equals(LIBRARY)
                        || equation.signature().className().equals(TENSORS))
                && equation.time().isEmpty()
                && equation.size().isEmpty();
    }

    /** Marks a family's outputs as not known yet. */
    void leaveOpen(int family) {
        for (int task = firstTask[family]; task < firstTask[family + 1]; task++) {
            bytes[outputs.get(task, 0)] = OPEN;
        }
    }

    /** Fills in all that was left open. */
    void fill() {
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            boolean last = sweep == MOST_SWEEPS - 1;
            boolean open = false;
            for (int f = 0; f < families.size(); f++) {
                if (covers(families.get(f).equation())) {
                    open |= fill(f, last);
                }
            }
            if (!open) {
                return;
            }
        }
    }

    /** Whether some of a family's operands are still not known. */
    private boolean fill(int family, boolean guessing) {
        ValueType type =
                families.get(family).equation().signature().outputs().get(0).type();
        boolean open = false;
        for (int task = firstTask[family]; task < firstTask[family + 1]; task++) {
            int output = outputs.get(task, 0);
            if (bytes[output] != OPEN) {
                continue;
            }
            long read = 0;
            long largest = 0;
            boolean known = true;
            for (int i = 0; i < inputs.size(task); i++) {
                long operand = bytes[inputs.get(task, i)];
                known &= operand != OPEN;
                read += Math.max(0, operand);
                largest = Math.max(largest, operand);
            }
            if (known || guessing) {
                work[task] = CALL_SECONDS + read / BYTES_PER_SECOND;
                bytes[output] = size(type, largest);
            } else {
                open = true;
            }
        }
        return open;
    }

    /** Truth values are bits; comparisons are almost always of 64-bit numbers. */
    private static long size(ValueType type, long largestOperand) {
        if (type instanceof ValueType.TensorOf tensor) {
            return tensor.element() == ElementType.BOOL ? Math.max(1, largestOperand / 64) : largestOperand;
        }
        return Costs.guess(type);
    }
}
