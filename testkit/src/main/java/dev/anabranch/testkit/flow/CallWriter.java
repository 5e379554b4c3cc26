package dev.anabranch.testkit.flow;

import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes calls: some arguments by place, then some by name, some left out. */
final class CallWriter {
    /** Words of the language may name arguments. */
    private static final List<String> LABELS = List.of("orders", "day", "by", "where", "flow", "as");

    private final Choices choices;
    private final PlainWriter plain;
    private final DatasetWriter datasets;

    CallWriter(Choices choices, PlainWriter plain, DatasetWriter datasets) {
        this.choices = choices;
        this.plain = plain;
        this.datasets = datasets;
    }

    Term call(TaskSignature task, String library, Scope scope, int depth) {
        List<String> texts = new ArrayList<>();
        List<Term> arguments = new ArrayList<>();
        boolean byPlace = true;
        for (Parameter parameter : task.parameters()) {
            if (parameter.kind() == Parameter.Kind.NAMED_REST) {
                rest(parameter, scope, depth, texts, arguments);
            } else if (parameter.javaType().startsWith("[")) {
                variable(parameter, scope, depth, texts, arguments);
            } else if (parameter.kind() == Parameter.Kind.VALUE) {
                boolean dispensable = parameter.defaultValue().isPresent() || parameter.optional();
                boolean left = dispensable && choices.below(2) == 0;
                if (left) {
                    byPlace = false;
                    continue;
                }
                byPlace &= choices.below(3) < 2;
                Optional<Term> maybe =
                        dispensable && choices.oneIn(3) ? datasets.maybe(parameter.type(), scope, 0) : Optional.empty();
                Term argument = maybe.orElseGet(() -> argument(parameter.type(), scope, depth));
                arguments.add(argument);
                texts.add(byPlace ? argument.text() : parameter.name() + ": " + argument.text());
                if (!byPlace) {
                    scope.draft().use(Feature.NAMED_ARGUMENT);
                }
            }
        }
        if (task.aggregate().isPresent()) {
            scope.draft().use(Feature.AGGREGATE);
        }
        Optional<ValueType> made = task.outputs().stream().findFirst().map(TaskSignature.Output::type);
        return Term.dataset(
                library + "." + task.name() + "(" + String.join(", ", texts) + ")",
                Term.PRIMARY,
                made.orElse(ScalarType.BOOL),
                point -> arguments.stream().allMatch(a -> a.need().test(point)));
    }

    private void rest(Parameter parameter, Scope scope, int depth, List<String> texts, List<Term> arguments) {
        scope.draft().use(Feature.NAMED_REST);
        for (int i = choices.below(3); i > 0; i--) {
            Term argument = datasets.element(parameter.type(), scope, Math.max(0, depth));
            arguments.add(argument);
            texts.add(LABELS.get(i) + choices.of("", "2") + ": " + argument.text());
        }
    }

    private void variable(Parameter parameter, Scope scope, int depth, List<String> texts, List<Term> arguments) {
        scope.draft().use(Feature.VARIABLE_ARGUMENTS);
        ValueType element = ((ValueType.ListOf) parameter.type()).element();
        if (choices.below(3) == 2) {
            Term list = datasets.list(element, scope, Math.max(0, depth));
            arguments.add(list);
            texts.add(list.text());
            return;
        }
        for (int i = choices.below(3); i >= 0; i--) {
            Term argument = datasets.element(element, scope, Math.max(0, depth));
            arguments.add(argument);
            texts.add(argument.text());
        }
    }

    private Term argument(ValueType type, Scope scope, int depth) {
        int inner = Math.max(0, depth);
        if (type instanceof ValueType.ListOf list) {
            return datasets.list(list.element(), scope, inner);
        }
        if (type instanceof ScalarType scalar) {
            return choices.oneIn(8) && scalar != ScalarType.SIZE
                    ? ofOneValue(scalar, scope, inner)
                    : value(scalar, scope);
        }
        if (type instanceof ValueType.AnyTensor) {
            return datasets.single(choices.of(DatasetWriter.F64, DatasetWriter.MASK), scope, inner);
        }
        boolean anything = type instanceof ValueType.JavaObject object
                && object.className().equals("java.lang.Object");
        if (!anything) {
            return datasets.single(type, scope, inner);
        }
        return switch (choices.below(3)) {
            case 0 -> datasets.single(DatasetWriter.F64, scope, inner);
            case 1 -> value(choices.of(ScalarType.INT, ScalarType.STRING, ScalarType.DURATION), scope);
            default -> datasets.list(DatasetWriter.F64, scope, inner);
        };
    }

    private Term value(ScalarType type, Scope scope) {
        return plain.value(type, scope, choices.below(3));
    }

    /** Datasets of one value go where values go. */
    private Term ofOneValue(ScalarType type, Scope scope, int depth) {
        scope.draft().use(Feature.DATASET_OF_ONE_VALUE);
        return datasets.single(type, scope, depth);
    }
}
