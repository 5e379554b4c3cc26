package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes another flow, and one or two uses of it. */
final class UseWriter {
    private static final int MOST_INPUTS = 2;
    private static final int MOST_EQUATIONS = 3;

    private final Draft draft;
    private final Choices choices;
    private final Draft used;
    private final List<Given> given = new ArrayList<>();

    UseWriter(Draft draft, Choices choices) {
        this.draft = draft;
        this.choices = choices;
        this.used = draft.other();
    }

    /**
     * What an input is given.
     *
     * @param input what it is called in the used flow
     * @param text the argument
     * @param array what it stands for there
     */
    private record Given(String input, String text, DraftArray array) {}

    void write() {
        draft.use(Feature.USED_FLOW);
        used.addFixed("flow used");
        used.add("use lab");
        used.add("use java " + FlowTasks.JAVA_CLASS + " as bench");
        boolean twice = choices.oneIn(3);
        boolean nested = used.mayUse() && choices.oneIn(3);
        List<String> params = param();
        for (int i = draft.arrays().isEmpty() ? 0 : choices.below(MOST_INPUTS + 1); i > 0; i--) {
            input();
        }
        for (int i = choices.below(3); i > 0; i--) {
            new DeclarationWriter(used, choices).write();
        }
        int inputs = used.arrays().size();
        for (int i = choices.below(MOST_EQUATIONS); i >= 0; i--) {
            new EquationWriter(used, choices).write();
        }
        if (nested) {
            new UseWriter(used, choices).write();
        }
        if (used.arrays().size() == inputs) {
            new EquationWriter(used, new Choices(List.of())).write();
        }
        List<DraftArray> outputs =
                outputs(used.arrays().subList(inputs, used.arrays().size()));
        used.given().forEach((name, text) -> params.add(name + ": " + written(name, text)));
        String path = draft.save(used, Layout.of(used, choices), choices);
        String alias = draft.freshName(choices);
        draft.add("use flow \"" + path + "\" as " + alias);
        use(alias, given.stream().map(Given::text).toList(), params, outputs);
        if (twice) {
            draft.use(Feature.USED_TWICE);
            use(alias, given.stream().map(this::computed).toList(), params, outputs);
        }
    }

    /** A param that is given a number which its user knows. */
    private List<String> param() {
        List<String> params = new ArrayList<>();
        if (choices.below(2) == 1) {
            Term value = new PlainWriter(choices).integer(new Scope(draft, draft.dims(), true, Optional.empty()), 1);
            long number = value.integer(Point.NOWHERE);
            String name = used.freshName(choices);
            used.add("param " + name + " : int" + choices.of("", " = 3"));
            used.params().add(Term.known(name, Term.PRIMARY, ScalarType.INT, point -> number));
            params.add(name + ": " + value.text());
        }
        return params;
    }

    private String written(String param, String text) {
        boolean quoted = used.params().stream()
                .anyMatch(
                        p -> p.text().equals(param) && (p.type() == ScalarType.STRING || p.type() == ScalarType.PATH));
        return quoted ? PlainWriter.quoted(text) : text;
    }

    /** An array as a whole, or some of it at constant coordinates. */
    private void input() {
        DraftArray array = choices.of(draft.arrays());
        if (array.defined().isEmpty()) {
            return;
        }
        array.close();
        List<Object> anchor = choices.of(List.copyOf(array.defined()));
        List<Boolean> fixed = new ArrayList<>();
        List<String> indices = new ArrayList<>();
        for (int i = 0; i < array.rank(); i++) {
            fixed.add(choices.oneIn(4));
            indices.add(fixed.get(i) ? DatasetWriter.constant(anchor.get(i)).text() : "*");
        }
        boolean whole = !fixed.contains(true) && choices.below(2) == 0;
        String reference =
                whole || array.rank() == 0 ? array.name() : array.name() + "[" + String.join(", ", indices) + "]";
        String name = used.freshName(choices);
        List<DraftDim> dims = new ArrayList<>();
        List<Boolean> texts = new ArrayList<>();
        for (int i = 0; i < array.rank(); i++) {
            if (!fixed.get(i)) {
                dims.add(dim(array, i, dims));
                texts.add(array.isText(i));
            }
        }
        DraftArray inner = new DraftArray(name, array.type(), texts, false);
        for (List<Object> at : array.defined()) {
            List<Object> left = new ArrayList<>();
            boolean matches = true;
            for (int i = 0; i < at.size(); i++) {
                matches &= !fixed.get(i) || at.get(i).equals(anchor.get(i));
                if (!fixed.get(i)) {
                    left.add(at.get(i));
                }
            }
            if (matches) {
                inner.defined().add(left);
            }
        }
        inner.close();
        used.add("input " + name
                + (dims.isEmpty()
                        ? ""
                        : "[" + dims.stream().map(DraftDim::name).collect(Collectors.joining(", ")) + "]")
                + " : " + type(array.type()));
        used.arrays().add(inner);
        Given plain = new Given(name, reference, inner);
        given.add(choices.oneIn(4) ? new Given(name, computed(plain), inner) : plain);
        draft.use(fixed.contains(true) ? Feature.SLICED_INPUT : Feature.INPUT);
    }

    /** A dim of the used flow with the coordinates that an array has on one of its indices. */
    private DraftDim dim(DraftArray array, int index, List<DraftDim> here) {
        Set<Object> distinct = new LinkedHashSet<>();
        array.defined().forEach(at -> distinct.add(at.get(index)));
        List<Object> coordinates = array.isText(index)
                ? List.copyOf(distinct)
                : distinct.stream().sorted().toList();
        for (DraftDim dim : used.dims()) {
            boolean same = dim.isText() == array.isText(index)
                    && Set.copyOf(dim.coordinates()).equals(distinct);
            if (same && !here.contains(dim) && choices.below(2) == 1) {
                return dim;
            }
        }
        DraftDim dim = new DraftDim(used.freshName(choices), coordinates, DeclarationWriter.step(coordinates));
        if (choices.oneIn(4)) {
            draft.use(Feature.DECLARED_INPUT_DIM);
            used.add("dim " + dim.name() + " = ["
                    + coordinates.stream()
                            .map(c -> DatasetWriter.constant(c).text())
                            .collect(Collectors.joining(", "))
                    + "]");
        }
        used.dims().add(dim);
        return dim;
    }

    private String type(ValueType type) {
        String label = type.label();
        if (type instanceof ValueType.TensorOf) {
            return label + choices.of("[..]", "", "[2, 3]");
        }
        if (type instanceof ValueType.TableType) {
            return choices.of("table", "table{a: i64, b: utf8}");
        }
        if (type == ScalarType.PATH) {
            return choices.of("path", "file");
        }
        Map<ValueType, String> scalars = Map.of(
                ScalarType.FLOAT, "scalar<f64>", ScalarType.INT, "scalar<i64>", ScalarType.STRING, "scalar<utf8>");
        return scalars.containsKey(type) && choices.below(2) == 1 ? scalars.get(type) : label;
    }

    /** The same coordinates with other datasets, if there is an operator for that. */
    private String computed(Given plain) {
        if (!plain.array().type().equals(DatasetWriter.F64)) {
            return plain.text();
        }
        draft.use(Feature.COMPUTED_INPUT);
        return choices.of(plain.text() + " - 1.5", "-(" + plain.text() + ")", "2 * (" + plain.text() + ")");
    }

    /** Outputs are made of what the flow defines, or gives on from another. */
    private List<DraftArray> outputs(List<DraftArray> defined) {
        List<DraftArray> outputs = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = choices.below(2); i >= 0; i--) {
            DraftArray output = choices.of(defined);
            if (!output.defined().isEmpty() && names.add(last(output))) {
                outputs.add(output);
            }
            if (output.isBorrowed()) {
                draft.use(Feature.OUTPUT_GIVEN_ON);
            }
        }
        if (!outputs.isEmpty()) {
            used.add("output " + outputs.stream().map(DraftArray::name).collect(Collectors.joining(", ")));
        }
        if (choices.oneIn(4)) {
            used.add("publish " + choices.of(defined).name());
        }
        return outputs;
    }

    private static String last(DraftArray array) {
        return array.name().substring(array.name().lastIndexOf('.') + 1);
    }

    private void use(String alias, List<String> arguments, List<String> params, List<DraftArray> outputs) {
        List<String> texts = new ArrayList<>();
        boolean byPlace = true;
        for (int i = 0; i < arguments.size(); i++) {
            byPlace &= choices.below(3) < 2;
            texts.add(byPlace ? arguments.get(i) : given.get(i).input() + ": " + arguments.get(i));
        }
        texts.addAll(params);
        String name = draft.freshName(choices);
        draft.add(name + " = " + alias + "(" + String.join(", ", texts) + ")");
        draft.uses().add(new Draft.Use(name, alias, texts, !given.isEmpty()));
        for (DraftArray output : outputs) {
            draft.arrays().add(output.borrowed(name + "." + last(output)));
        }
    }
}
