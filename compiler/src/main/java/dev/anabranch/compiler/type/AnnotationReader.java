package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.compiler.resolve.WrittenValues;
import dev.anabranch.dsl.tree.Annotation;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Reads the annotations of one equation. */
final class AnnotationReader {
    private static final List<String> ALL =
            List.of("cost", "memory", "on", "gpu", "gang", "checkpoint", "retry", "keep");
    private static final int MOST_GPUS = 1024;
    private static final int MOST_WORKERS = 4096;
    private static final int MOST_RETRIES = 100;

    private final ExpressionReader reader;
    private final Diagnostics diagnostics;
    private Optional<Scalar> time = Optional.empty();
    private Optional<Scalar> size = Optional.empty();
    private Requirements requirements = Requirements.NONE;
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
            if (seen.add(name)) {
                read(name, annotation);
            } else {
                mistake(Diagnostic.error(
                                CompilerCodes.ANNOTATION_TWICE, annotation.span(), "`@" + name + "` stands twice")
                        .withHelp("write all that it says in one"));
            }
        }
        return new Annotations(time, size, requirements, sound);
    }

    private void read(String name, Annotation annotation) {
        switch (name) {
            case "cost" -> cost(annotation);
            case "memory" -> memory(annotation);
            case "on" -> on(annotation);
            case "gpu" -> count(annotation, "GPUs", MOST_GPUS, requirements::withGpus);
            case "gang" -> count(annotation, "workers", MOST_WORKERS, requirements::withGang);
            case "retry" -> count(annotation, "further calls", MOST_RETRIES, requirements::withRetries);
            case "checkpoint" -> alone(annotation, requirements.withCheckpoint(true));
            case "keep" -> alone(annotation, requirements.withKeep(true));
            default -> {
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
            Diagnostic wrong = Diagnostic.error(
                            unit ? CompilerCodes.UNIT_MISMATCH : CompilerCodes.BAD_ANNOTATION,
                            expression.span(),
                            what + " is of type " + value.get().type().label() + ", expected " + wanted.label())
                    .withLabel("expected a " + wanted.label() + " such as `" + example + "`");
            String text = expression.span().text();
            mistake(WrittenValues.mended(text, wanted)
                    .or(() -> number ? Optional.of(WrittenValues.multiplied(text, wanted)) : Optional.empty())
                    .map(wrong::withHelp)
                    .orElse(wrong));
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
            requirements = requirements.withMemory((Long) literal.value());
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
            requirements = requirements.withLabel(reference.name().text());
            return;
        }
        Optional<Plain> value = reader.plain(argument.get(), ScalarType.STRING, "the argument of `@on`");
        if (value.isPresent() && value.get().scalar() instanceof Scalar.Literal literal) {
            requirements = requirements.withLabel((String) literal.value());
        } else if (value.isPresent()) {
            mistake(Diagnostic.error(
                    CompilerCodes.BAD_ANNOTATION,
                    argument.get().span(),
                    "the argument of `@on` is one label for all instances"));
        } else {
            sound = false;
        }
    }

    /** An annotation that takes one whole number from 1 on, equal for all instances. */
    private void count(Annotation annotation, String what, int most, IntFunction<Requirements> with) {
        String name = "@" + annotation.name().text();
        Optional<Expression> argument = only(annotation, "how many " + what + ", such as `" + name + "(2)`");
        Optional<Plain> value = argument.flatMap(reader::plain);
        if (value.isEmpty()) {
            sound = false;
            return;
        }
        Span span = argument.orElseThrow().span();
        if (value.get().type() != ScalarType.INT) {
            boolean unit =
                    value.get().type() == ScalarType.DURATION || value.get().type() == ScalarType.SIZE;
            Diagnostic wrong = Diagnostic.error(
                            unit ? CompilerCodes.UNIT_MISMATCH : CompilerCodes.BAD_ANNOTATION,
                            span,
                            "the argument of `" + name + "` is of type "
                                    + value.get().type().label() + ", expected int")
                    .withLabel("expected how many " + what + ", a whole number" + (unit ? " without a unit" : ""));
            mistake(WrittenValues.mended(span.text(), ScalarType.INT)
                    .map(wrong::withHelp)
                    .orElse(wrong));
        } else if (!(value.get().scalar() instanceof Scalar.Literal literal)) {
            mistake(Diagnostic.error(
                    CompilerCodes.BAD_ANNOTATION,
                    span,
                    "the argument of `" + name + "` is one number for all instances"));
        } else if ((Long) literal.value() < 1 || (Long) literal.value() > most) {
            Diagnostic outside = Diagnostic.error(
                            CompilerCodes.BAD_ANNOTATION,
                            span,
                            "`" + name + "` takes from 1 to " + most + " " + what + ", not " + literal.value())
                    .withLabel("expected 1 to " + most);
            mistake((Long) literal.value() == 0 ? outside.withHelp("leave `" + name + "` out for none") : outside);
        } else {
            requirements = with.apply(Math.toIntExact((Long) literal.value()));
        }
    }

    /** An annotation without arguments. */
    private void alone(Annotation annotation, Requirements with) {
        if (annotation.arguments().isEmpty()) {
            requirements = with;
            return;
        }
        String name = "@" + annotation.name().text();
        mistake(Diagnostic.error(CompilerCodes.BAD_ANNOTATION, annotation.span(), "`" + name + "` takes no arguments")
                .withLabel("expected `" + name + "`")
                .withHelp("it holds for all datasets of the equation; give the others an equation of their own"));
    }

    /**
     * Reports annotations that make no sense for the task that the equation calls.
     *
     * @return whether there are none
     */
    boolean fit(List<Annotation> annotations, TaskSignature task) {
        boolean fits = true;
        for (Annotation annotation : annotations) {
            Optional<Diagnostic> misfit = misfit(annotation, task);
            misfit.ifPresent(diagnostics::add);
            fits &= misfit.isEmpty();
            if (annotation.name().text().equals("retry") && requirements.gang() > 1) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.BAD_ANNOTATION,
                                annotation.span(),
                                "`@retry` does not go with `@gang`: others of the gang may be past what one of them would do again")
                        .withHelp("repeat within the task what may be repeated, before the ranks have met"));
                fits = false;
            }
        }
        return fits;
    }

    private static Optional<Diagnostic> misfit(Annotation annotation, TaskSignature task) {
        String name = annotation.name().text();
        if (name.equals("retry") && task.effect()) {
            return Optional.of(misfit(annotation, task, "has an effect, which is never repeated")
                    .withHelp("repeat within the task what may be repeated"));
        }
        if (name.equals("retry") && task.generator()) {
            return Optional.of(misfit(annotation, task, "may have handed over some datasets when it throws")
                    .withHelp("let a task without `yields` do what may fail, and let the generator read that"));
        }
        boolean ofDatasets = name.equals("keep") || name.equals("checkpoint");
        return ofDatasets && task.outputs().isEmpty()
                ? Optional.of(misfit(annotation, task, "makes no dataset").withHelp("leave it out"))
                : Optional.empty();
    }

    private static Diagnostic misfit(Annotation annotation, TaskSignature task, String why) {
        return Diagnostic.error(
                CompilerCodes.BAD_ANNOTATION,
                annotation.span(),
                "`@" + annotation.name().text() + "` does not go with `" + task.qualifiedName() + "`, which " + why);
    }
}
