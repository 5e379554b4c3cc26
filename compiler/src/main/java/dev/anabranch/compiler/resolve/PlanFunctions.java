package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.dsl.tree.QualifiedName;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Scalar.Function;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Calls without a library: functions of values that are known before the run. */
public final class PlanFunctions {
    private static final String SIZE = "size";

    private final PlainArithmetic arithmetic;
    private final Diagnostics diagnostics;

    PlanFunctions(PlainArithmetic arithmetic, Diagnostics diagnostics) {
        this.arithmetic = arithmetic;
        this.diagnostics = diagnostics;
    }

    /** Whether a call is one of a function, whatever its arguments are. */
    public static boolean isFunction(QualifiedName callee) {
        return isSize(callee) || (callee.isSimple() && function(callee.text()).isPresent());
    }

    /** Whether a call is one of {@code size}, which takes a name and not its value. */
    static boolean isSize(QualifiedName callee) {
        return callee.isSimple() && callee.text().equals(SIZE);
    }

    /** How flows write the functions, in the order of the reference. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Function function : Function.values()) {
            names.add(function.symbol());
        }
        names.add(SIZE);
        return names;
    }

    /** The mistake of calling a function that there is not. */
    public static Diagnostic unknown(QualifiedName callee) {
        Diagnostic diagnostic =
                Diagnostic.error(CompilerCodes.UNKNOWN_TASK, callee.span(), "unknown function `" + callee + "`");
        if (callee.text().equals("range")) {
            return diagnostic.withHelp("a range is written `a..b`, or `a..<b` without its end");
        }
        Optional<String> domain = Spelling.closest(callee.text(), List.of("files", "lines"));
        if (domain.isPresent()) {
            return diagnostic.withHelp("did you mean `" + domain.get() + "(...)`, of which a dim is made?");
        }
        return Spelling.closest(callee.text(), names()).isPresent()
                ? Spelling.suggest(diagnostic, callee.text(), names())
                : diagnostic.withHelp("there are `" + String.join("`, `", names()) + "`");
    }

    private static Optional<Function> function(String name) {
        return Arrays.stream(Function.values())
                .filter(f -> f.symbol().equals(name))
                .findFirst();
    }

    /** What a call of a function stands for; mistakes are reported. */
    Operand call(Expression.Call call, Scope scope, ExpressionReader reader) {
        for (Argument argument : call.arguments()) {
            if (argument.label().isPresent()) {
                Name label = argument.label().get();
                return mistake(Diagnostic.error(
                                CompilerCodes.UNKNOWN_ARGUMENT,
                                label.span(),
                                "`" + call.callee() + "` has no parameter `" + label + "`")
                        .withHelp("functions take their arguments by place: " + form(call)));
            }
        }
        return call.callee().text().equals(SIZE) ? size(call, scope, reader) : apply(call, reader);
    }

    private Operand mistake(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        return Operand.BROKEN;
    }

    private static String form(Expression.Call call) {
        return function(call.callee().text())
                .map(f -> switch (f) {
                    case MIN, MAX -> "`" + f.symbol() + "(a, b, ...)`, or a list of numbers";
                    case ABS -> "`abs(number)`";
                    case POWER -> "`pow(base, exponent)`";
                    case LOG2 -> "`log2(number)`";
                })
                .orElse("`size(list)` or `size(dim)`");
    }

    private Optional<Diagnostic> miscounted(Expression.Call call, int least, int most) {
        int given = call.arguments().size();
        DiagnosticCode code = given < least ? CompilerCodes.MISSING_ARGUMENT : CompilerCodes.TOO_MANY_ARGUMENTS;
        return given >= least && given <= most
                ? Optional.empty()
                : Optional.of(Diagnostic.error(
                                code,
                                call.span(),
                                "`" + call.callee() + "` takes " + (least == most ? "" : "at least ") + least
                                        + (least == 1 ? " argument" : " arguments") + ", but " + given
                                        + (given == 1 ? " is" : " are") + " given")
                        .withLabel("expected " + form(call)));
    }

    /** {@code size(dim)} takes the dim itself, not its coordinate at an instance. */
    private Operand size(Expression.Call call, Scope scope, ExpressionReader reader) {
        Optional<Diagnostic> miscounted = miscounted(call, 1, 1);
        if (miscounted.isPresent()) {
            return mistake(miscounted.get());
        }
        Expression argument = call.arguments().get(0).value();
        Optional<Dim> dim = argument instanceof Expression.Reference reference
                        && reference.name().isSimple()
                        && reference.indices().isEmpty()
                        && !reference.optional()
                ? scope.dim(reference.name().text())
                : Optional.empty();
        if (dim.isPresent()) {
            return dim.get().known()
                    ? Plain.of(ScalarType.INT, (long) dim.get().domain().size())
                    : Plain.unknown(ScalarType.INT);
        }
        Operand operand = reader.read(argument);
        if (operand instanceof Operand.Listed list) {
            return Plain.of(ScalarType.INT, (long) list.elements().size());
        }
        return operand instanceof Operand.Broken
                ? operand
                : mistake(Diagnostic.error(
                                CompilerCodes.WRONG_TYPE, argument.span(), "`size` is given " + operand.describe())
                        .withLabel("expected a dim, or a list that is known before the run"));
    }

    private Operand apply(Expression.Call call, ExpressionReader reader) {
        Function function = function(call.callee().text()).orElseThrow();
        boolean extreme = function == Function.MIN || function == Function.MAX;
        List<Operand> operands = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            operands.add(reader.read(argument.value()));
        }
        if (operands.stream().anyMatch(Operand.Broken.class::isInstance)) {
            return Operand.BROKEN;
        }
        if (extreme && operands.size() == 1 && operands.get(0) instanceof Operand.Listed list) {
            if (list.elements().isEmpty()) {
                return mistake(Diagnostic.error(
                        CompilerCodes.BAD_ARITHMETIC,
                        call.span(),
                        "`" + call.span().text() + "` is of an empty list"));
            }
            return applied(function, list.elements(), call);
        }
        int least = extreme || function == Function.POWER ? 2 : 1;
        Optional<Diagnostic> miscounted = miscounted(call, least, extreme ? Integer.MAX_VALUE : least);
        return miscounted.isPresent() ? mistake(miscounted.get()) : applied(function, operands, call);
    }

    private Operand applied(Function function, List<Operand> operands, Expression.Call call) {
        List<Plain> values = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (!(operands.get(i) instanceof Plain plain)) {
                Span span = operands.size() == call.arguments().size()
                        ? call.arguments().get(i).value().span()
                        : call.span();
                return mistake(Diagnostic.error(
                                CompilerCodes.NOT_KNOWN_BEFORE_THE_RUN,
                                span,
                                "`" + call.callee() + "` is computed before the run, but `" + span.text() + "` is "
                                        + operands.get(i).describe())
                        .withLabel("expected a plain value")
                        .withHelp("on datasets call the task of a library, such as `grid.max`"));
            }
            values.add(plain);
        }
        return arithmetic.apply(function, values, call.span());
    }

    /** {@code list[index]}, of a list that is known before the run; mistakes are reported. */
    Operand element(Operand.Listed list, Expression.Reference reference, ExpressionReader reader) {
        String name = reference.name().text();
        List<dev.anabranch.dsl.tree.Index> indices = reference.indices().orElse(List.of());
        if (indices.size() != 1 || !(indices.get(0) instanceof dev.anabranch.dsl.tree.Index.Point point)) {
            return mistake(Diagnostic.error(
                            CompilerCodes.INDEX_COUNT,
                            reference.span(),
                            "`" + name + "` is a list: one index gives one of its elements")
                    .withLabel("expected `" + name + "[position]`, counted from 0"));
        }
        Optional<Plain> index = reader.plain(point.coordinate(), ScalarType.INT, "the position in `" + name + "`");
        return index.isEmpty() ? Operand.BROKEN : arithmetic.element(name, list, index.get(), reference.span());
    }
}
