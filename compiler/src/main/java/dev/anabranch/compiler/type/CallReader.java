package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.ExpressionReader;
import dev.anabranch.compiler.resolve.LiteralReader;
import dev.anabranch.compiler.resolve.Operand;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskDeclaration;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matches the arguments of a call with the parameters of its task: by place, then by name, then by default. */
final class CallReader {
    private final Expression.Call call;
    private final TaskSignature task;
    private final ExpressionReader reader;
    private final Diagnostics diagnostics;
    private final ArgumentReader arguments;
    private final Map<Parameter, Given> given = new LinkedHashMap<>();
    private final List<Given> rest = new ArrayList<>();
    private final List<Given> variable = new ArrayList<>();
    private final List<Given> tooMany = new ArrayList<>();
    private final List<Name> unknown = new ArrayList<>();
    private final List<Parameter> values;
    private final Optional<Parameter> collects;
    private Optional<String> alternative = Optional.empty();
    private boolean sound = true;

    CallReader(
            Expression.Call call,
            TaskSignature task,
            ExpressionReader reader,
            Suggestions suggestions,
            Diagnostics diagnostics) {
        this.call = call;
        this.task = task;
        this.reader = reader;
        this.diagnostics = diagnostics;
        this.arguments = new ArgumentReader(diagnostics, suggestions, this::advised);
        this.values = task.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE)
                .toList();
        this.collects = task.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.NAMED_REST)
                .findFirst();
    }

    private record Given(Argument argument, Operand operand) {
        Span span() {
            return argument.value().span();
        }

        Exchange.Given movable() {
            return new Exchange.Given(operand, span());
        }

        /** The argument with a name, that of the dataset if it is one. */
        String named() {
            String text = span().text();
            String name = argument.value() instanceof Expression.Reference reference
                            && reference.name().isSimple()
                    ? reference.name().text()
                    : "name";
            return name + ": " + text;
        }
    }

    /** The arguments in the method's order; empty if there is a mistake, which is reported. */
    Optional<List<dev.anabranch.model.graph.Argument>> read() {
        match();
        if (namedIsByPlace() || oneListIsSeveralArguments() || exchanged()) {
            return Optional.empty();
        }
        List<dev.anabranch.model.graph.Argument> result = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Parameter parameter : task.parameters()) {
            if (parameter.kind() == Parameter.Kind.VALUE) {
                value(parameter, missing).ifPresent(result::add);
            } else if (parameter.kind() == Parameter.Kind.NAMED_REST) {
                result.add(named(parameter));
            }
        }
        // A name that is not known was meant for one that is missing: that is one mistake.
        if (missing.size() > unknown.size()) {
            boolean one = missing.size() == 1;
            mistake(Diagnostic.error(
                            CompilerCodes.MISSING_ARGUMENT,
                            call.span(),
                            "`" + call.callee() + "` needs " + (one ? "an argument" : "arguments") + " for "
                                    + String.join(", ", missing))
                    .withHelp("it is declared as " + signature()));
        }
        return sound ? Optional.of(result) : Optional.empty();
    }

    /** Where each dataset among the arguments is written. */
    List<ReadSite> reads() {
        return arguments.reads();
    }

    private Exchange exchange() {
        Map<Parameter, Exchange.Given> all = new LinkedHashMap<>();
        given.forEach((parameter, here) -> all.put(parameter, here.movable()));
        return new Exchange(call, all);
    }

    private boolean exchanged() {
        if (!sound) {
            return false;
        }
        Exchange exchange = exchange();
        Optional<Diagnostic> diagnostic = exchange.diagnose();
        diagnostic.ifPresent(this::mistake);
        alternative = exchange.alternative();
        return diagnostic.isPresent();
    }

    /** Help for a mistake in an argument: at least how the task is declared. */
    private Diagnostic advised(Diagnostic diagnostic) {
        Diagnostic helped = alternative.map(diagnostic::withHelp).orElse(diagnostic);
        return helped.help().isEmpty() ? helped.withHelp("it is declared as " + signature()) : helped;
    }

    /** {@code sql(t, "select")} for {@code sql("select", t: t)}. */
    private boolean namedIsByPlace() {
        if (!sound || collects.isEmpty() || tooMany.size() != 1) {
            return false;
        }
        List<Parameter> wrong = exchange().wrong();
        if (wrong.size() != 1 || !tooMany.get(0).movable().fits(wrong.get(0).type())) {
            return false;
        }
        Given first = Optional.ofNullable(given.get(wrong.get(0))).orElseThrow();
        Given second = tooMany.get(0);
        if (first.argument().label().isPresent()
                || !first.movable().fits(collects.get().type())) {
            return false;
        }
        mistake(Diagnostic.error(
                        CompilerCodes.WRONG_TYPE,
                        first.span().to(second.span()),
                        "`" + wrong.get(0).name() + "` of `" + call.callee()
                                + "` and an argument by name are exchanged")
                .withLabel("expected " + wrong.get(0).type().label() + ", then a "
                        + collects.get().type().label() + " by name")
                .withHelp("write `" + call.callee() + "(" + second.span().text() + ", " + first.named() + ")`"));
        return true;
    }

    /** {@code mean(x, y)} for {@code mean([x, y])}. */
    private boolean oneListIsSeveralArguments() {
        boolean one = values.size() == 1 && collects.isEmpty() && !variadic() && !tooMany.isEmpty();
        List<Given> all = new ArrayList<>(given.values());
        all.addAll(tooMany);
        ArgumentReader silent = new ArgumentReader(new Diagnostics());
        boolean elements = one
                && values.get(0).type() instanceof ValueType.ListOf list
                && all.stream()
                        .allMatch(g -> silent.argument(g.operand(), list.element(), "", g.span())
                                .isPresent());
        if (!elements) {
            if (!tooMany.isEmpty()) {
                tooManyArguments();
            }
            return false;
        }
        List<String> texts = all.stream().map(g -> g.span().text()).toList();
        mistake(Diagnostic.error(
                        CompilerCodes.LIST_WANTED,
                        all.get(0).span().to(all.get(all.size() - 1).span()),
                        "`" + values.get(0).name() + "` of `" + call.callee() + "` takes one list, but " + all.size()
                                + " datasets are given")
                .withLabel("expected " + values.get(0).type().label())
                .withHelp("write `" + call.callee() + "([" + String.join(", ", texts) + "])`"));
        return true;
    }

    private void tooManyArguments() {
        Diagnostic diagnostic = Diagnostic.error(
                        CompilerCodes.TOO_MANY_ARGUMENTS,
                        tooMany.get(0).argument().span(),
                        "`" + call.callee() + "` takes "
                                + ArrayTable.Entry.counted(values.size(), "argument", "arguments")
                                + " by place")
                .withHelp("it is declared as " + signature());
        Given first = tooMany.get(0);
        boolean byName =
                collects.filter(rest -> first.movable().fits(rest.type())).isPresent();
        mistake(byName ? diagnostic.withHelp("give it by name: `" + first.named() + "`") : diagnostic);
    }

    private void mistake(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
        sound = false;
    }

    private boolean variadic() {
        return !values.isEmpty() && values.get(values.size() - 1).javaType().startsWith("[");
    }

    private void match() {
        int place = 0;
        for (Argument argument : call.arguments()) {
            Operand operand = reader.read(argument.value());
            sound &= !(operand instanceof Operand.Broken);
            Given here = new Given(argument, operand);
            if (argument.label().isPresent()) {
                labelled(argument.label().get(), here);
            } else if (variadic() && place >= values.size() - 1) {
                variable.add(here);
                place++;
            } else if (place < values.size()) {
                given(values.get(place++), here, argument.value().span());
            } else {
                tooMany.add(here);
            }
        }
    }

    private void labelled(Name label, Given here) {
        Optional<Parameter> parameter =
                values.stream().filter(p -> p.name().equals(label.text())).findFirst();
        if (parameter.isPresent()) {
            given(parameter.get(), here, label.span());
        } else if (collects.isPresent()) {
            boolean twice = rest.stream()
                    .anyMatch(g -> g.argument()
                            .label()
                            .filter(l -> l.text().equals(label.text()))
                            .isPresent());
            if (twice) {
                mistake(Diagnostic.error(CompilerCodes.ARGUMENT_TWICE, label.span(), "`" + label + "` is given twice")
                        .withHelp("give one of them another name"));
            } else {
                rest.add(here);
            }
        } else {
            List<String> names = values.stream()
                    .filter(p -> !given.containsKey(p))
                    .map(Parameter::name)
                    .toList();
            unknown.add(label);
            mistake(Spelling.suggest(
                            Diagnostic.error(
                                    CompilerCodes.UNKNOWN_ARGUMENT,
                                    label.span(),
                                    "`" + call.callee() + "` has no parameter `" + label + "`"),
                            label.text(),
                            names)
                    .withHelp("it is declared as " + signature()));
        }
    }

    private void given(Parameter parameter, Given here, Span span) {
        Given before = given.putIfAbsent(parameter, here);
        if (before != null) {
            mistake(Diagnostic.error(CompilerCodes.ARGUMENT_TWICE, span, "`" + parameter.name() + "` is given twice")
                    .withLabel("given already as `" + before.span().text() + "`")
                    .withHelp("it is declared as " + signature()));
        }
    }

    private String signature() {
        return "`" + TaskDeclaration.of(task).call() + "`";
    }

    private Optional<dev.anabranch.model.graph.Argument> value(Parameter parameter, List<String> missing) {
        String what = "`" + parameter.name() + "` of `" + call.callee() + "`";
        Given here = given.get(parameter);
        boolean last = variadic() && parameter.equals(values.get(values.size() - 1));
        if (here == null && last) {
            return variable(parameter, what);
        }
        if (here == null) {
            Optional<dev.anabranch.model.graph.Argument> standard = otherwise(parameter);
            if (standard.isEmpty()) {
                missing.add("`" + parameter.name() + "`");
            }
            return standard;
        }
        if (here.operand() instanceof Operand.Maybe maybe) {
            return maybe(parameter, maybe, what, here.span());
        }
        Optional<dev.anabranch.model.graph.Argument> argument =
                arguments.argument(here.operand(), parameter.type(), what, here.span());
        sound &= argument.isPresent() && arguments.fits(argument.get(), parameter.javaType(), what, here.span());
        return argument;
    }

    /** What a parameter takes where there is nothing for it. */
    private Optional<dev.anabranch.model.graph.Argument> otherwise(Parameter parameter) {
        return parameter.optional()
                ? Optional.of(new dev.anabranch.model.graph.Argument.Absent())
                : parameter.defaultValue().map(text -> standard(parameter, text));
    }

    private Optional<dev.anabranch.model.graph.Argument> maybe(
            Parameter parameter, Operand.Maybe maybe, String what, Span span) {
        Optional<dev.anabranch.model.graph.Argument> otherwise = otherwise(parameter);
        if (otherwise.isPresent()) {
            Optional<dev.anabranch.model.graph.Argument> argument =
                    arguments.maybe(maybe, otherwise.get(), parameter.type(), what, span);
            sound &= argument.isPresent();
            return argument;
        }
        mistake(
                parameter.type().accepts(maybe.type())
                        ? Diagnostic.error(
                                        CompilerCodes.MAY_BE_ABSENT,
                                        span,
                                        what + " takes a dataset, but `" + span.text() + "` may be absent")
                                .withHelp("leave out the instances at the border with `where`, and define them by an"
                                        + " equation of their own")
                                .withHelp("a task that can do without declares `Optional<" + boxed(parameter) + "> "
                                        + parameter.name() + "`, or gives the parameter a `@Default`")
                        : ArgumentReader.mismatch(maybe, maybe.type(), parameter.type(), what, span));
        return Optional.empty();
    }

    /** The parameter's Java type as a type argument. */
    private static String boxed(Parameter parameter) {
        String type = parameter.javaType();
        return switch (type.charAt(0)) {
            case 'Z' -> "Boolean";
            case 'F', 'D' -> "Double";
            case 'I', 'J' -> "Long";
            default ->
                type.substring(type.lastIndexOf('/') + 1, type.length() - 1).replace('$', '.');
        };
    }

    /** A default that is no literal of its parameter's type is a mistake in the library's Java source. */
    private dev.anabranch.model.graph.Argument standard(Parameter parameter, String text) {
        ArgumentReader silent = new ArgumentReader(new Diagnostics());
        return LiteralReader.literal(text)
                .flatMap(value -> silent.argument(value, parameter.type(), parameter.name(), call.span()))
                .orElseThrow(() -> new IllegalStateException(
                        "the default " + text + " of parameter " + parameter.name() + " of " + task.qualifiedName()
                                + " is no " + parameter.type().label()));
    }

    private Optional<dev.anabranch.model.graph.Argument> variable(Parameter parameter, String what) {
        if (variable.size() == 1
                && (variable.get(0).operand() instanceof Operand.Many
                        || variable.get(0).operand() instanceof Operand.Listed)) {
            Given only = variable.get(0);
            Optional<dev.anabranch.model.graph.Argument> list =
                    arguments.argument(only.operand(), parameter.type(), what, only.span());
            sound &= list.isPresent();
            return list;
        }
        ValueType element = parameter.type() instanceof ValueType.ListOf list ? list.element() : parameter.type();
        List<dev.anabranch.model.graph.Argument> elements = new ArrayList<>();
        for (Given here : variable) {
            Optional<dev.anabranch.model.graph.Argument> argument =
                    arguments.element(here.operand(), element, what, here.span());
            sound &= argument.isPresent();
            argument.ifPresent(elements::add);
        }
        return Optional.of(new dev.anabranch.model.graph.Argument.ListOf(elements));
    }

    private dev.anabranch.model.graph.Argument named(Parameter parameter) {
        List<Map.Entry<String, dev.anabranch.model.graph.Argument>> entries = new ArrayList<>();
        for (Given here : rest) {
            String name = here.argument().label().map(Name::text).orElse("");
            Optional<dev.anabranch.model.graph.Argument> argument = arguments.element(
                    here.operand(), parameter.type(), "`" + name + "` of `" + call.callee() + "`", here.span());
            sound &= argument.isPresent();
            argument.ifPresent(a -> entries.add(new SimpleImmutableEntry<>(name, a)));
        }
        return new dev.anabranch.model.graph.Argument.Named(entries);
    }
}
