package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.NoValue;
import dev.anabranch.compiler.type.TypedEquation;
import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.graph.InstanceNames;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.task.TaskSignature.Estimate;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What each task takes and how large each dataset is: as annotated, else as the library estimates, else a guess. */
final class Costs {
    private static final double GUESSED_SECONDS = 1e-3;
    private static final long GUESSED_BYTES = 1 << 20;
    private static final long GUESSED_SCALAR_BYTES = 16;

    private final List<Family> families;
    private final int[] firstTask;
    private final IntRows outputs;
    private final double[] work;
    private final long[] bytes;
    private final OperatorCosts operators;

    Costs(Instances instances, List<Family> families, int[] firstTask, IntRows inputs, IntRows outputs) {
        this.families = families;
        this.firstTask = firstTask;
        this.outputs = outputs;
        this.work = new double[firstTask[families.size()]];
        this.bytes = new long[instances.slots()];
        this.operators = new OperatorCosts(families, firstTask, inputs, outputs, work, bytes);
    }

    /** Seconds of each task. */
    double[] work() {
        return work;
    }

    /** Bytes of each slot. */
    long[] bytes() {
        return bytes;
    }

    /** Computes them; a mistake if a cost cannot be computed or is negative. */
    Optional<Diagnostic> compute() {
        for (int f = 0; f < families.size(); f++) {
            if (OperatorCosts.covers(families.get(f).equation())) {
                operators.leaveOpen(f);
                continue;
            }
            Optional<Diagnostic> refused = family(families.get(f), firstTask[f]);
            if (refused.isPresent()) {
                return refused;
            }
        }
        operators.fill();
        return Optional.empty();
    }

    private Optional<Diagnostic> family(Family family, int first) {
        TypedEquation equation = family.equation();
        Optional<Estimate> estimate = equation.signature().estimate();
        int[] at = new int[family.rank()];
        ScalarCompiler scalars = new ScalarCompiler(family.axes(), at);
        double seconds = estimate.map(Estimate::seconds).orElse(GUESSED_SECONDS);
        long size = estimate.map(Estimate::bytes).orElse(-1L);
        boolean varies = !equation.time()
                        .map(UsedAxes::of)
                        .orElseGet(BitSet::new)
                        .isEmpty()
                || !equation.size().map(UsedAxes::of).orElseGet(BitSet::new).isEmpty();
        for (int i = 0; i < family.count(); i++) {
            family.positions(i, at);
            try {
                if (i == 0 || varies) {
                    seconds = equation.time().map(t -> seconds(scalars, t)).orElse(seconds);
                    size = equation.size().map(s -> (Long) scalars.evaluate(s)).orElse(size);
                }
            } catch (ArithmeticException e) {
                return Optional.of(
                        refuse(family, at, "cannot be computed").withLabel(NoValue.reason(e, PlainValues.OTHERWISE)));
            }
            if (seconds < 0 || (equation.size().isPresent() && size < 0)) {
                return Optional.of(refuse(family, at, "is negative"));
            }
            int task = first + i;
            work[task] = seconds;
            for (int k = 0; k < outputs.size(task); k++) {
                int output = equation.outputs().size() == 1 ? 0 : k;
                ValueType type = equation.signature().outputs().get(output).type();
                bytes[outputs.get(task, k)] = size >= 0 ? size : guess(type);
            }
        }
        return Optional.empty();
    }

    private static Diagnostic refuse(Family family, int[] at, String why) {
        String name = InstanceNames.of(family.equation().name(), family.axes(), at);
        return Diagnostic.error(
                CompilerCodes.BAD_ANNOTATION, family.equation().span(), "the cost of `" + name + "` " + why);
    }

    private static double seconds(ScalarCompiler scalars, Scalar time) {
        Duration duration = (Duration) scalars.evaluate(time);
        return duration.getSeconds() + duration.getNano() * 1e-9;
    }

    /** What a dataset of a type takes when nothing is known. */
    static long guess(ValueType type) {
        return type instanceof ScalarType ? GUESSED_SCALAR_BYTES : GUESSED_BYTES;
    }
}
