package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.NoValue;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.InstanceNames;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tries the plain values that a family's tasks are called with, so that none fails when the flow runs. */
final class PlainValues {
    static final String OTHERWISE = "division by zero, or a number outside its range";

    private PlainValues() {}

    /** The mistake, if an instance has an argument without a value. */
    static Optional<Diagnostic> check(Family family) {
        List<Scalar> parts = new ArrayList<>();
        family.equation().arguments().forEach(argument -> add(argument, family, parts));
        int[] at = new int[family.rank()];
        ScalarCompiler scalars = new ScalarCompiler(family.axes(), at);
        Runnable trial = trial(parts, scalars);
        Optional<Runnable> narrowing = narrowing(family, scalars);
        for (int i = 0; i < family.count() && (!parts.isEmpty() || narrowing.isPresent()); i++) {
            family.positions(i, at);
            try {
                trial.run();
                narrowing.ifPresent(Runnable::run);
            } catch (ArithmeticException e) {
                return Optional.of(refuse(
                                "an argument of `"
                                        + InstanceNames.of(family.equation().name(), family.axes(), at) + "`",
                                family.equation().span(),
                                e)
                        .withHelp("leave the instance out with `where`"));
            }
        }
        return Optional.empty();
    }

    /** Tries that integers which become an {@code int} in Java are one; empty if the family passes none that varies. */
    private static Optional<Runnable> narrowing(Family family, ScalarCompiler compiler) {
        List<LongSupplier> integers = new ArrayList<>();
        Iterator<Argument> arguments = family.equation().arguments().iterator();
        for (Parameter parameter : family.equation().signature().parameters()) {
            if (parameter.kind() != Parameter.Kind.VALUE && parameter.kind() != Parameter.Kind.NAMED_REST) {
                continue;
            }
            if (arguments.next() instanceof Argument.Value value
                    && parameter.javaType().equals("I")
                    && !(value.scalar() instanceof Scalar.Literal)) {
                integers.add(compiler.integer(value.scalar()));
            }
        }
        return integers.isEmpty()
                ? Optional.empty()
                : Optional.of(() -> integers.forEach(integer -> Math.toIntExact(integer.getAsLong())));
    }

    /** Computes scalars at the positions at hand, for their exceptions alone. */
    static Runnable trial(List<Scalar> scalars, ScalarCompiler compiler) {
        List<Runnable> trials = new ArrayList<>();
        for (Scalar scalar : scalars) {
            if (scalar.type() == ScalarType.INT) {
                LongSupplier integer = compiler.integer(scalar);
                trials.add(() -> {
                    long unused = integer.getAsLong();
                });
            } else {
                trials.add(() -> compiler.evaluate(scalar));
            }
        }
        return () -> trials.forEach(Runnable::run);
    }

    static Diagnostic refuse(String what, Span span, ArithmeticException why) {
        return Diagnostic.error(CompilerCodes.BAD_ARITHMETIC, span, what + " cannot be computed")
                .withLabel(NoValue.reason(why, OTHERWISE));
    }

    private static void add(Argument argument, Family family, List<Scalar> parts) {
        argument.accept(new Argument.Visitor<Boolean>() {
            @Override
            public Boolean value(Argument.Value value) {
                return parts.addAll(Fallible.parts(value.scalar(), family.axes()));
            }

            @Override
            public Boolean read(Argument.Read read) {
                return false;
            }

            @Override
            public Boolean readIfDefined(Argument.ReadIfDefined optional) {
                return optional.otherwise().accept(this);
            }

            @Override
            public Boolean absent(Argument.Absent absent) {
                return false;
            }

            @Override
            public Boolean readAll(Argument.ReadAll readAll) {
                return false;
            }

            @Override
            public Boolean part(Argument.Part part) {
                return false;
            }

            @Override
            public Boolean list(Argument.ListOf list) {
                list.elements().forEach(element -> element.accept(this));
                return true;
            }

            @Override
            public Boolean named(Argument.Named named) {
                named.entries().stream().map(Map.Entry::getValue).forEach(value -> value.accept(this));
                return true;
            }
        });
    }
}
