package dev.anabranch.testkit.reference;

import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.tree.Argument;
import dev.anabranch.dsl.tree.Expression;
import dev.anabranch.dsl.tree.Name;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matches the arguments of one call with the parameters of its task: by place, by name, by default. */
final class CallArguments {
    private final Expressions expressions;
    private final Expression.Call call;
    private final TaskSignature task;
    private final List<Parameter> values;
    private final boolean variadic;

    CallArguments(Expressions expressions, Expression.Call call, TaskSignature task) {
        this.expressions = expressions;
        this.call = call;
        this.task = task;
        this.values = task.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE)
                .toList();
        this.variadic =
                !values.isEmpty() && values.get(values.size() - 1).javaType().startsWith("[");
    }

    List<ReferenceArgument> arguments() {
        Map<String, Operand> given = new HashMap<>();
        List<Operand> variable = new ArrayList<>();
        List<Map.Entry<String, Operand>> rest = new ArrayList<>();
        boolean collects = task.parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.NAMED_REST);
        int place = 0;
        for (Argument argument : call.arguments()) {
            Operand operand = expressions.operand(argument.value());
            Optional<String> label = argument.label().map(Name::text);
            boolean known =
                    label.isPresent() && values.stream().anyMatch(p -> p.name().equals(label.get()));
            if (label.isPresent() && !known && collects) {
                rest.add(Map.entry(label.get(), operand));
            } else if (label.isEmpty() && variadic && place >= values.size() - 1) {
                variable.add(operand);
            } else if (label.isEmpty() ? place >= values.size() : !known) {
                throw Refusal.of(argument.span(), "an argument for no parameter");
            } else if (given.put(
                            label.isPresent()
                                    ? label.get()
                                    : values.get(place++).name(),
                            operand)
                    != null) {
                throw Refusal.of(argument.span(), "an argument is given twice");
            }
        }
        List<ReferenceArgument> arguments = new ArrayList<>();
        for (Parameter parameter : task.parameters()) {
            if (parameter.kind() == Parameter.Kind.VALUE) {
                arguments.add(value(parameter, given, variable));
            } else if (parameter.kind() == Parameter.Kind.NAMED_REST) {
                List<Map.Entry<String, ReferenceArgument>> entries = new ArrayList<>();
                rest.forEach(e -> element(e.getValue(), parameter.type(), call.span())
                        .ifPresent(value -> entries.add(Map.entry(e.getKey(), value))));
                arguments.add(new ReferenceArgument.Entries(entries));
            }
        }
        return arguments;
    }

    private ReferenceArgument value(Parameter parameter, Map<String, Operand> given, List<Operand> variable) {
        Operand operand = given.get(parameter.name());
        if (operand instanceof Operand.Maybe maybe) {
            ReferenceArgument otherwise = otherwise(parameter);
            return present(maybe, parameter.type(), call.span()).orElse(otherwise);
        }
        if (operand != null) {
            return argument(operand, parameter.type(), call.span());
        }
        if (variadic && parameter.equals(values.get(values.size() - 1))) {
            boolean list = variable.size() == 1
                    && (variable.get(0) instanceof Operand.Many || variable.get(0) instanceof Operand.Listed);
            return argument(list ? variable.get(0) : new Operand.Listed(variable), parameter.type(), call.span());
        }
        return otherwise(parameter);
    }

    /** What a parameter takes where there is nothing for it. */
    private ReferenceArgument otherwise(Parameter parameter) {
        if (parameter.optional()) {
            return new ReferenceArgument.Absent();
        }
        String standard = parameter
                .defaultValue()
                .orElseThrow(() -> Refusal.of(call.span(), "no argument for `" + parameter.name() + "`"));
        Expression literal = Parser.parse(SourceText.of("default", "param standard : int = " + standard))
                .value()
                .flatMap(tree -> tree.params().get(0).defaultValue())
                .orElseThrow(() -> new IllegalArgumentException("no default: " + standard));
        return argument(expressions.operand(literal), parameter.type(), call.span());
    }

    private static Optional<ReferenceArgument> present(Operand.Maybe maybe, ValueType wanted, Span span) {
        if (!wanted.accepts(maybe.type())) {
            throw wrong(wanted, span);
        }
        return maybe.dataset();
    }

    /** An operand as an element of a list or map, which leave out what is absent. */
    private static Optional<ReferenceArgument> element(Operand operand, ValueType wanted, Span span) {
        return operand instanceof Operand.Maybe maybe
                ? present(maybe, wanted, span)
                : Optional.of(argument(operand, wanted, span));
    }

    /** An operand as an argument of the wanted type; refused if it is none. */
    static ReferenceArgument argument(Operand operand, ValueType wanted, Span span) {
        boolean anything = wanted instanceof ValueType.JavaObject object
                && object.className().equals("java.lang.Object");
        if (operand instanceof Operand.Plain plain) {
            Optional<PlainValue> value = wanted instanceof ScalarType scalar
                    ? plain.value().as(scalar)
                    : anything ? Optional.of(plain.value()) : Optional.empty();
            return value.map(v -> new ReferenceArgument.Value(v.value())).orElseThrow(() -> wrong(wanted, span));
        }
        if (operand instanceof Operand.One one) {
            if (!wanted.accepts(one.type())) {
                throw wrong(wanted, span);
            }
            return one.dataset();
        }
        if (operand instanceof Operand.Maybe) {
            throw Refusal.of(span, "a dataset that may be absent where one is needed");
        }
        Optional<ValueType> element = wanted instanceof ValueType.ListOf list
                ? Optional.of(list.element())
                : anything ? Optional.of(wanted) : Optional.empty();
        ValueType each = element.orElseThrow(() -> wrong(wanted, span));
        if (operand instanceof Operand.Many many) {
            if (!each.accepts(many.type())) {
                throw wrong(wanted, span);
            }
            return new ReferenceArgument.Items(
                    many.elements().stream().map(Operand.Element::dataset).toList());
        }
        return new ReferenceArgument.Items(((Operand.Listed) operand)
                .elements().stream()
                        .flatMap(e -> element(e, each, span).stream())
                        .toList());
    }

    private static Refusal wrong(ValueType wanted, Span span) {
        return Refusal.of(span, "something else where " + wanted.label() + " is needed");
    }
}
