package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.dsl.tree.Annotation;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the annotations of one equation. */
final class AnnotationReader {
    private static final List<String> LATER = List.of("gpu", "gang", "checkpoint", "retry", "keep");
    private static final List<String> ALL =
            List.of("cost", "memory", "on", "gpu", "gang", "checkpoint", "retry", "keep");

    private final ExpressionReader reader;
    private final Diagnostics diagnostics;
    private Optional<Scalar> time = Optional.empty();
    private Optional<Scalar> size = Optional.empty();
    private long memory;
    private Optional<String> label = Optional.empty();
    private boolean sound = true;

    AnnotationReader(ExpressionReader reader, Diagnostics diagnostics) {
        this.reader = reader;
        this.diagnostics = diagnostics;
    }

    /**
     * What the annotations say.
     *
     * @param time a duration over the equation's axes
     * @param size a size over the equation's axes
     * @param sound whether there is no mistake in them
     */
    record Annotations(Optional<Scalar> time, Optional<Scalar> size, Requirements requirements, boolean sound) {}

    Annotations read(List<Annotation> annotations) {
        Set<String> seen = new HashSet<>();
        for (Annotation annotation : annotations) {
            String name = annotation.name().text();
            if (!seen.add(name)) {
                mistake(Diagnostic.error(
                                CompilerCodes.ANNOTATION_TWICE, annotation.span(), "`@" + name + "` stands twice")
                        .withHelp("write all that it says in one"));
            } else if (LATER.contains(name)) {
                mistake(Diagnostic.error(
                        CompilerCodes.NOT_SUPPORTED, annotation.span(), "`@" + name + "` is not supported yet"));
            } else if (name.equals("cost")) {
                cost(annotation);
            } else if (name.equals("memory")) {
                memory(annotation);
            } else if (name.equals("on")) {
                on(annotation);
            } else {
                Optional<String> meant = Spelling.closest(name, ALL);
                Diagnostic unknown = Diagnostic.error(
                        CompilerCodes.UNKNOWN_ANNOTATION,
                        annotation.name().span(),
                        "unknown annotation `@" + name + "`");
                mistake(
                        meant.isPresent()
                                ? unknown.withHelp("did you mean `@" + meant.get() + "`?")
                                : unknown.withHelp("there are @" + String.join(", @", ALL)));
            }
        }
        return new Annotations(time, size, new Requirements(memory, label), sound);
    }

    private void mistake(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        sound = false;
    }

    private void cost(Annotation annotation) {
        if (annotation.arguments().isEmpty()) {
            mistake(Diagnostic.error(CompilerCodes.BAD_ANNOTATION, annotation.span(), "`@cost` says nothing")
                    .withLabel("expected `time:`, `size:` or both")
                    .withHelp("for example `@cost(time: 40ms, size: 6.6MiB)`"));
        }
        for (Argument argument : annotation.arguments()) {
            String name = argument.label().map(l -> l.text()).orElse("");
            if (name.equals("time") && time.isEmpty()) {
                time = quantity(argument.value(), ScalarType.DURATION, "`time` of `@cost`", "40ms");
            } else if (name.equals("size") && size.isEmpty()) {
                size = quantity(argument.value(), ScalarType.SIZE, "`size` of `@cost`", "6.6MiB");
            } else {
                Diagnostic bad = Spelling.suggest(
                        Diagnostic.error(
                                        CompilerCodes.BAD_ANNOTATION,
                                        argument.span(),
                                        name.isEmpty()
                                                ? "the arguments of `@cost` need their names"
                                                : "`@cost` does not take `" + name + "` here")
                                .withLabel("expected `time:` or `size:`, once each"),
                        name,
                        List.of("time", "size"));
                String meant = argument.value() instanceof Expression.DurationLiteral
                        ? "time"
                        : argument.value() instanceof Expression.SizeLiteral ? "size" : "";
                mistake(
                        name.isEmpty() && !meant.isEmpty()
                                ? bad.withHelp("write `" + meant + ": "
                                        + argument.span().text() + "`")
                                : bad);
            }
        }
    }

    private Optional<Scalar> quantity(Expression expression, ScalarType wanted, String what, String example) {
        Optional<Plain> value = reader.plain(expression);
        if (value.isPresent() && value.get().type() != wanted) {
            boolean number = value.get().type() == ScalarType.INT || value.get().type() == ScalarType.FLOAT;
            boolean unit = number
                    || value.get().type() == ScalarType.SIZE
                    || value.get().type() == ScalarType.DURATION;
            mistake(Diagnostic.error(
                            unit ? CompilerCodes.UNIT_MISMATCH : CompilerCodes.BAD_ANNOTATION,
                            expression.span(),
                            what + " is of type " + value.get().type().label() + ", expected " + wanted.label())
                    .withLabel("expected a " + wanted.label() + " such as `" + example + "`"));
            return Optional.empty();
        }
        sound &= value.isPresent();
        return value.map(Plain::scalar);
    }

    private Optional<Expression> only(Annotation annotation, String expected) {
        List<Argument> arguments = annotation.arguments();
        if (arguments.size() != 1 || arguments.get(0).label().isPresent()) {
            mistake(Diagnostic.error(
                            CompilerCodes.BAD_ANNOTATION,
                            annotation.span(),
                            "`@" + annotation.name() + "` takes one argument without a name")
                    .withLabel("expected " + expected));
            return Optional.empty();
        }
        return Optional.of(arguments.get(0).value());
    }

    private void memory(Annotation annotation) {
        Optional<Expression> argument = only(annotation, "a size such as `@memory(2GiB)`");
        if (argument.isEmpty()) {
            return;
        }
        Optional<Scalar> value = quantity(argument.get(), ScalarType.SIZE, "the argument of `@memory`", "2GiB");
        if (value.isPresent() && value.get() instanceof Scalar.Literal literal && (Long) literal.value() >= 0) {
            memory = (Long) literal.value();
        } else if (value.isPresent()) {
            mistake(Diagnostic.error(
                    CompilerCodes.BAD_ANNOTATION,
                    argument.get().span(),
                    "the argument of `@memory` is one size for all instances"));
        }
    }

    private void on(Annotation annotation) {
        Optional<Expression> argument =
                only(annotation, "a label such as `@on(gpu)` or a worker such as `@on(\"a/1\")`");
        if (argument.isEmpty()) {
            return;
        }
        if (argument.get() instanceof Expression.Reference reference
                && reference.name().isSimple()
                && reference.indices().isEmpty()) {
            label = Optional.of(reference.name().text());
            return;
        }
        Optional<Plain> value = reader.plain(argument.get(), ScalarType.STRING, "the argument of `@on`");
        if (value.isPresent() && value.get().scalar() instanceof Scalar.Literal literal) {
            label = Optional.of((String) literal.value());
        } else if (value.isPresent()) {
            mistake(Diagnostic.error(
                    CompilerCodes.BAD_ANNOTATION,
                    argument.get().span(),
                    "the argument of `@on` is one label for all instances"));
        } else {
            sound = false;
        }
    }
}
