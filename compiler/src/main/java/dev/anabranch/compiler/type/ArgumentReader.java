package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.ParamTypes;
import dev.anabranch.compiler.resolve.PlainArithmetic;
import dev.anabranch.compiler.resolve.WrittenValues;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns operands into arguments of one call, checks their types, and remembers where each dataset was read. */
final class ArgumentReader {
    private final Diagnostics diagnostics;
    private final Optional<Suggestions> suggestions;
    private final UnaryOperator<Diagnostic> advice;
    private final List<ReadSite> reads = new ArrayList<>();

    ArgumentReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.suggestions = Optional.empty();
        this.advice = UnaryOperator.identity();
    }

    /** @param advice what else helps with a mistake in an argument of the call */
    ArgumentReader(Diagnostics diagnostics, Suggestions suggestions, UnaryOperator<Diagnostic> advice) {
        this.diagnostics = diagnostics;
        this.suggestions = Optional.of(suggestions);
        this.advice = advice;
    }

    private void refuse(Diagnostic diagnostic) {
        diagnostics.add(advice.apply(diagnostic));
    }

    /** Where each dataset or list among the arguments so far was written, in their order. */
    List<ReadSite> reads() {
        return reads;
    }

    /**
     * The operand as an argument of the wanted type; empty if it is none, which is reported unless it is broken.
     *
     * @param parameter how messages call what it is for
     */
    Optional<Argument> argument(Operand operand, ValueType wanted, String parameter, Span span) {
        if (operand instanceof Operand.Plain plain) {
            return plain(plain, wanted, parameter, span);
        }
        if (operand instanceof Operand.One one) {
            return one(one, wanted, parameter, span);
        }
        if (operand instanceof Operand.Many many) {
            return many(many, wanted, parameter, span);
        }
        return operand instanceof Operand.Listed listed ? listed(listed, wanted, parameter, span) : Optional.empty();
    }

    /** The operand as an element of a list or map, which leave out what is absent. */
    Optional<Argument> element(Operand operand, ValueType wanted, String parameter, Span span) {
        return operand instanceof Operand.Maybe maybe
                ? maybe(maybe, new Argument.Absent(), wanted, parameter, span)
                : argument(operand, wanted, parameter, span);
    }

    /** A dataset that may be absent, for a parameter that takes something else in its place. */
    Optional<Argument> maybe(Operand.Maybe maybe, Argument otherwise, ValueType wanted, String parameter, Span span) {
        if (wanted.accepts(maybe.type())) {
            reads.add(new ReadSite(maybe.span(), true));
            return Optional.of(new Argument.ReadIfDefined(maybe.read(), otherwise));
        }
        refuse(mismatch(maybe, maybe.type(), wanted, parameter, span));
        return Optional.empty();
    }

    private static boolean anything(ValueType wanted) {
        return wanted instanceof ValueType.JavaObject object
                && object.className().equals("java.lang.Object");
    }

    private Optional<Argument> plain(Operand.Plain plain, ValueType wanted, String parameter, Span span) {
        Optional<Operand.Plain> converted = wanted instanceof ScalarType scalar
                ? PlainArithmetic.convert(plain, scalar)
                : anything(wanted) ? Optional.of(plain) : Optional.empty();
        if (converted.isEmpty()) {
            boolean list = wanted instanceof ValueType.ListOf;
            boolean unit = (wanted == ScalarType.DURATION || wanted == ScalarType.SIZE)
                    && (plain.type() == ScalarType.INT || plain.type() == ScalarType.FLOAT);
            Diagnostic diagnostic = mismatch(
                    list ? CompilerCodes.LIST_WANTED : unit ? CompilerCodes.UNIT_MISMATCH : CompilerCodes.WRONG_TYPE,
                    plain,
                    wanted,
                    parameter,
                    span);
            Optional<String> mended = WrittenValues.mended(span.text(), wanted);
            boolean ofOne = wanted instanceof ValueType.ListOf wantedList
                    && wantedList.element().accepts(plain.type());
            if (ofOne) {
                diagnostic = diagnostic.withHelp("write a list of one: `[" + span.text() + "]`");
            } else if (mended.isPresent()) {
                diagnostic = diagnostic.withHelp(mended.get());
            } else if (unit) {
                diagnostic = diagnostic.withHelp(WrittenValues.multiplied(span.text(), wanted));
            }
            refuse(diagnostic);
        }
        return converted.map(value -> new Argument.Value(value.scalar()));
    }

    /** Datasets of one value are not looked into at plan time, but widen like plain values when they are passed. */
    private Optional<Argument> one(Operand.One one, ValueType wanted, String parameter, Span span) {
        if (wanted.accepts(one.type())) {
            reads.add(new ReadSite(one.span(), false));
            return Optional.of(one.read());
        }
        refuse(mismatch(one, one.type(), wanted, parameter, span));
        return Optional.empty();
    }

    /** Says that a dataset is not what is wanted. */
    static Diagnostic mismatch(Operand dataset, ValueType type, ValueType wanted, String parameter, Span span) {
        if (!(wanted instanceof ValueType.ListOf list) || !list.element().accepts(type)) {
            return mismatch(CompilerCodes.WRONG_TYPE, dataset, wanted, parameter, span);
        }
        String all = Suggestions.list(span.text())
                .map(text -> "write " + text.quoted() + " for all over an index, or")
                .orElse("write");
        return mismatch(CompilerCodes.LIST_WANTED, dataset, wanted, parameter, span)
                .withHelp(all + " `[" + span.text() + "]` for a list of one");
    }

    private Optional<Argument> many(Operand.Many many, ValueType wanted, String parameter, Span span) {
        boolean fits = anything(wanted)
                || (wanted instanceof ValueType.ListOf list && list.element().accepts(many.element()));
        if (fits) {
            reads.add(new ReadSite(many.span(), many.optional()));
            return Optional.of(many.reads());
        }
        if (wanted.accepts(many.element())) {
            refuse(mismatch(CompilerCodes.LIST_GIVEN, many, wanted, parameter, span)
                    .withHelp(suggestions
                            .flatMap(s -> s.single(span.text()))
                            .map(text -> "write " + text.quoted() + " for the one of the equation's own indices")
                            .orElse("give each index one coordinate instead of `*`, a range or nothing")));
        } else {
            refuse(mismatch(CompilerCodes.WRONG_TYPE, many, wanted, parameter, span));
        }
        return Optional.empty();
    }

    private Optional<Argument> listed(Operand.Listed listed, ValueType wanted, String parameter, Span span) {
        boolean any = anything(wanted);
        if (!any && !(wanted instanceof ValueType.ListOf)) {
            refuse(mismatch(CompilerCodes.LIST_GIVEN, listed, wanted, parameter, span));
            return Optional.empty();
        }
        ValueType element = wanted instanceof ValueType.ListOf list ? list.element() : wanted;
        List<Argument> elements = new ArrayList<>();
        boolean complete = true;
        for (Operand operand : listed.elements()) {
            Optional<Argument> argument = element(
                    operand,
                    element,
                    "an element of " + parameter,
                    where(operand).orElse(span));
            complete &= argument.isPresent();
            argument.ifPresent(elements::add);
        }
        return complete ? Optional.of(new Argument.ListOf(elements)) : Optional.empty();
    }

    private static Optional<Span> where(Operand operand) {
        if (operand instanceof Operand.One one) {
            return Optional.of(one.span());
        }
        if (operand instanceof Operand.Maybe maybe) {
            return Optional.of(maybe.span());
        }
        return operand instanceof Operand.Many many ? Optional.of(many.span()) : Optional.empty();
    }

    private static Diagnostic mismatch(
            DiagnosticCode code, Operand found, ValueType wanted, String parameter, Span span) {
        return Diagnostic.error(
                        code,
                        span,
                        parameter + " takes " + article(wanted) + ", but `" + span.text() + "` is " + found.describe())
                .withLabel("expected "
                        + (wanted == ScalarType.DURATION || wanted == ScalarType.SIZE
                                ? ParamTypes.example(wanted)
                                : wanted.label()));
    }

    private static String article(ValueType wanted) {
        String label = wanted.label();
        return (label.matches("[aeiou].*") ? "an " : "a ") + label;
    }

    /** Whether a constant fits the Java type that the task declares. */
    boolean fits(Argument argument, String javaType, String parameter, Span span) {
        if (javaType.equals("I")
                && argument instanceof Argument.Value value
                && value.scalar() instanceof Scalar.Literal literal
                && literal.value() instanceof Long number
                && number.intValue() != number) {
            diagnostics.add(Diagnostic.error(CompilerCodes.BAD_ARITHMETIC, span, parameter + " cannot take " + number)
                    .withLabel("expected an integer of 32 bits"));
            return false;
        }
        return true;
    }
}
