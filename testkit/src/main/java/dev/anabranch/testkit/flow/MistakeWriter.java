package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import dev.anabranch.testkit.reference.Instance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Writes statements with one mistake in them, to stand behind those of a flow that is right. */
final class MistakeWriter {
    private final Draft draft;
    private final Choices choices;
    private final String lab;
    private final String name;

    MistakeWriter(Draft draft, Choices choices) {
        this.draft = draft;
        this.choices = choices;
        this.lab = draft.library();
        this.name = draft.freshName(new Choices(List.of())) + "_";
    }

    /**
     * Wrong statements.
     *
     * @param text one or more lines
     * @param place the offset in them that the diagnostic points at
     * @param instance the dataset that it is about, where it is about one
     */
    record Planted(String text, int place, Optional<Instance> instance) {
        static Optional<Planted> at(String text, String place) {
            return Optional.of(new Planted(text, text.lastIndexOf(place), Optional.empty()));
        }

        static Optional<Planted> at(String text, String place, Instance instance) {
            return Optional.of(new Planted(text, text.lastIndexOf(place), Optional.of(instance)));
        }
    }

    /** The statements for a mistake; empty if the flow has nothing to make it with. */
    Optional<Planted> plant(Mistake mistake) {
        return switch (mistake) {
            case UNKNOWN_DATASET -> expression(lab + ".anything(nowhere)", "nowhere");
            case UNKNOWN_TASK -> expression(lab + ".nowhere(1)", "nowhere");
            case UNKNOWN_LIBRARY -> expression("nowhere.make(1)", "nowhere");
            case UNKNOWN_DIM -> Planted.at(name + "[nowhere] = " + lab + ".make(1)", "nowhere");
            case UNKNOWN_FUNCTION -> expression(lab + ".make(nowhere(1))", "nowhere");
            case UNKNOWN_TYPE -> Planted.at("param " + name + " : nothing = 1", "nothing");
            case MISSING_PARAM -> Planted.at("param " + name + " : size", name);
            case CIRCULAR_DECLARATION -> Planted.at("param " + name + " : int = 1 + " + name, name);
            case DECLARED_TWICE -> dim().flatMap(d -> Planted.at("dim " + d.name() + " = 1..2", d.name()));
            case UNBOUND_INDEX -> dim().flatMap(d -> expression(lab + ".anything(" + d.name() + ")", d.name()));
            case MISSING_INDEX -> array().flatMap(this::missingIndex);
            case INDEX_OF_WRONG_TYPE -> indexed().flatMap(this::indexOfWrongType);
            case ANOTHER_RANK ->
                array().flatMap(a -> Planted.at(
                        a.name() + "[" + "1, ".repeat(a.rank()) + "1] = " + maker(a.type()), a.name() + "["));
            case STEP_OF_ZERO -> Planted.at("dim " + name + " = 1..5 by 0", "0");
            case GUARD_THAT_IS_NONE ->
                dim().flatMap(d -> Planted.at(name + "[" + d.name() + "] where 33 = " + lab + ".make(1)", "33"));
            case YIELDS_WITHOUT_GENERATOR ->
                dim().flatMap(d ->
                        Planted.at(name + "[" + d.name() + "] = " + lab + ".make(1) yields " + d.name(), d.name()));
            case GENERATOR_WITHOUT_YIELDS -> expression(lab + ".feed(1)", lab + ".feed");
            case OUTPUT_COUNT -> expression(lab + ".qr(" + lab + ".make(1))", lab + ".qr");
            case WRONG_TYPE -> expression(lab + ".rows(" + lab + ".make(1))", lab + ".make");
            case ANOTHER_TYPE -> array().flatMap(this::anotherType);
            case LIST_WANTED -> expression(lab + ".mean(" + lab + ".make(1))", lab + ".make");
            case LIST_GIVEN -> expression(lab + ".shift([" + lab + ".make(1)])", "[");
            case MISSING_ARGUMENT -> expression(lab + ".make()", lab + ".make");
            case TOO_MANY_ARGUMENTS -> expression(lab + ".make(1, 22)", "22");
            case ARGUMENT_TWICE -> expression(lab + ".make(1, seed: 2)", "seed");
            case UNKNOWN_ARGUMENT -> expression(lab + ".make(1, sead: 2)", "sead");
            case NO_OPERATOR -> expression(lab + ".scan(\"a\") + 1.5", lab + ".scan");
            case MISSING_UNIT -> expression(lab + ".lapse(33)", "33");
            case DIVISION_BY_ZERO -> expression(lab + ".make(11 / 0)", "11");
            case NOT_A_TASK -> expression("33", "33");
            case ELEMENT_OUTSIDE -> elementOutside();
            case UNREADABLE_FLOW -> Planted.at("use flow \"nowhere.flow\" as " + name, "\"nowhere");
            case CIRCULAR_USE -> Planted.at("use flow \"" + FlowAssert.FILE + "\" as " + name, '"' + FlowAssert.FILE);
            case NOT_AN_OUTPUT ->
                use(false).flatMap(u -> expression(lab + ".anything(" + u.name() + ".nowhere)", u.name() + ".nowhere"));
            case BAD_USE ->
                use(false)
                        .flatMap(u ->
                                expression(u.alias() + "(" + String.join(", ", u.arguments()) + ") @keep", "@keep"));
            case MISSING_INPUT -> use(true).flatMap(u -> expression(u.alias() + "()", u.alias() + "()"));
            case HAS_INPUTS -> Planted.at("input " + name + " : table", "input");
            case BAD_ANNOTATION -> expression(lab + ".make(1) @retry(0)", "0");
            case UNKNOWN_ANNOTATION -> expression(lab + ".make(1) @cosy(time: 1s)", "cosy");
            case ANNOTATION_TWICE -> expression(lab + ".make(1) @memory(1B) @memory(2B)", "@memory");
            case PUBLISHED_TWICE ->
                array().flatMap(a -> Planted.at(
                        "publish " + a.name() + " as \"" + name + "\"\npublish " + a.name() + " as \"" + name + "\"",
                        "\"" + name));
            case MANY_UNDER_ONE_NAME -> manyUnderOneName();
            case MAY_BE_ABSENT ->
                array().flatMap(a -> {
                    String reference = written(a, anchor(a)) + "?";
                    return expression(lab + ".anything(" + reference + ")", reference);
                });
            case NEVER_DEFINED -> indexed().flatMap(this::neverDefined);
            case EMPTY_LIST -> indexed().flatMap(this::emptyList);
            case LISTS_DIFFER -> listsDiffer();
            case DEFINED_TWICE -> array().flatMap(this::definedTwice);
            case CYCLE -> circle();
        };
    }

    /** Arrays that the flow's own equations define. */
    private List<DraftArray> own() {
        return draft.arrays().stream().filter(a -> !a.isBorrowed()).toList();
    }

    /** A use of another flow. */
    private Optional<Draft.Use> use(boolean needed) {
        List<Draft.Use> uses =
                draft.uses().stream().filter(u -> u.needed() || !needed).toList();
        return uses.isEmpty() ? Optional.empty() : Optional.of(choices.of(uses));
    }

    private Optional<Planted> elementOutside() {
        if (draft.lists().isEmpty()) {
            return Optional.empty();
        }
        String element = choices.of(draft.lists()).name() + "[77]";
        return expression(lab + ".anything(" + element + ")", element);
    }

    private Optional<Planted> expression(String right, String place) {
        return Planted.at(name + " = " + right, place);
    }

    private Optional<DraftDim> dim() {
        return draft.dims().isEmpty() ? Optional.empty() : Optional.of(choices.of(draft.dims()));
    }

    private Optional<DraftArray> array() {
        return own().isEmpty() ? Optional.empty() : Optional.of(choices.of(own()));
    }

    private Optional<DraftArray> indexed() {
        List<DraftArray> indexed = own().stream().filter(a -> a.rank() > 0).toList();
        return indexed.isEmpty() ? Optional.empty() : Optional.of(choices.of(indexed));
    }

    /** A call that makes a dataset of a type out of nothing. */
    private String maker(ValueType type) {
        if (type instanceof ValueType.TensorOf tensor) {
            return lab
                    + switch (tensor.element()) {
                        case F64 -> ".make(1)";
                        case F32 -> ".fine(1.5)";
                        case I64 -> ".count(1)";
                        case I32 -> ".few(1)";
                        case BOOL -> ".mask(1)";
                    };
        }
        if (type instanceof ScalarType scalar) {
            return lab
                    + switch (scalar) {
                        case INT -> ".number(1)";
                        case FLOAT -> ".real(1.5)";
                        case BOOL -> ".flag(true)";
                        case STRING -> ".word(\"a\")";
                        case PATH -> ".place(\"a\")";
                        case DURATION -> ".lapse(1h)";
                        case SIZE -> throw new IllegalArgumentException("no dataset is a size");
                    };
        }
        return lab
                + (type instanceof ValueType.TableType
                        ? ".scan(\"a\")"
                        : type instanceof ValueType.BytesType ? ".blob(\"a\")" : ".open(\"a\")");
    }

    private static String written(DraftArray array, List<Object> at) {
        List<String> texts =
                at.stream().map(c -> DatasetWriter.constant(c).text()).toList();
        return texts.isEmpty() ? array.name() : array.name() + "[" + String.join(", ", texts) + "]";
    }

    private List<Object> anchor(DraftArray array) {
        return choices.of(List.copyOf(array.defined()));
    }

    private Optional<Planted> missingIndex(DraftArray array) {
        List<Object> at = new ArrayList<>(anchor(array));
        if (array.rank() < 2) {
            at.add(1L);
        } else {
            at.remove(0);
        }
        String reference = written(array, at);
        return expression(lab + ".anything(" + reference + ")", reference);
    }

    private Optional<Planted> indexOfWrongType(DraftArray array) {
        List<Object> at = new ArrayList<>(anchor(array));
        int index = choices.below(array.rank());
        at.set(index, array.isText(index) ? 333L : (Object) "wrong type");
        String reference = written(array, at);
        return expression(lab + ".anything(" + reference + ")", array.isText(index) ? "333" : "\"wrong type");
    }

    private Optional<Planted> anotherType(DraftArray array) {
        ValueType other = array.type().equals(DatasetWriter.MASK) ? DatasetWriter.F64 : DatasetWriter.MASK;
        return Optional.of(new Planted(written(array, anchor(array)) + " = " + maker(other), 0, Optional.empty()));
    }

    private Optional<Planted> manyUnderOneName() {
        List<DraftArray> several = own().stream()
                .filter(a -> a.rank() == 2)
                .filter(a ->
                        a.defined().stream().map(at -> at.get(1)).distinct().count() > 1)
                .toList();
        if (several.isEmpty()) {
            return Optional.empty();
        }
        String dataset = choices.of(several).name() + "[m0, m1]";
        return Planted.at("publish " + dataset + " as \"" + name + "{m0}\"", dataset);
    }

    /** By a constant, or along a dim of which the array lacks some coordinates. */
    private Optional<Planted> neverDefined(DraftArray array) {
        List<DraftDim> dims = draft.dims().stream()
                .filter(d -> array.rank() == 1 && d.isText() == array.isText(0))
                .toList();
        if (!dims.isEmpty() && !array.isText(0) && choices.below(2) == 1) {
            DraftDim dim = choices.of(dims);
            Term moved = DatasetWriter.moved(dim, choices.of(1, -1, 7));
            for (Point point : Points.of(List.of(dim))) {
                List<Object> at = List.of(moved.value().apply(point));
                if (!array.defined().contains(at)) {
                    String reference = array.name() + "[" + moved.text() + "]";
                    return Planted.at(
                            name + "[" + dim.name() + "] = " + lab + ".anything(" + reference + ")",
                            reference,
                            new Instance(array.name(), at));
                }
            }
        }
        List<Object> at = new ArrayList<>(anchor(array));
        int index = choices.below(array.rank());
        at.set(index, array.isText(index) ? "nowhere" : (Object) 7_777_777L);
        String reference = written(array, at);
        return Planted.at(
                name + " = " + lab + ".anything(" + reference + ")", reference, new Instance(array.name(), at));
    }

    private Optional<Planted> emptyList(DraftArray array) {
        List<String> indices = new ArrayList<>(Collections.nCopies(array.rank(), "*"));
        int index = choices.below(array.rank());
        List<Object> anchor = anchor(array);
        if (array.isText(index) && array.rank() == 1) {
            return Optional.empty();
        }
        indices.set(index, array.isText(index) ? "\"nowhere\"" : "7777777..7777779");
        if (choices.below(2) == 1 && array.rank() > 1) {
            int other = (index + 1) % array.rank();
            indices.set(
                    other,
                    array.isText(index)
                            ? "*"
                            : DatasetWriter.constant(anchor.get(other)).text());
        }
        String reference = array.name() + "[" + String.join(", ", indices) + "]";
        return expression(lab + ".anything(" + reference + ")", reference);
    }

    private Optional<Planted> listsDiffer() {
        List<DraftArray> several = own().stream()
                .filter(a -> a.type().equals(DatasetWriter.F64) && a.rank() == 1 && !a.isText(0))
                .filter(a -> a.defined().size() > 1)
                .toList();
        if (several.isEmpty()) {
            return Optional.empty();
        }
        DraftArray array = choices.of(several);
        String one = DatasetWriter.constant(anchor(array).get(0)).text();
        String pairs = choices.of(
                array.name() + "[*] + " + array.name() + "[" + one + " .. " + one + "]",
                array.name() + "[" + one + ".." + one + "] * " + array.name());
        return expression(lab + ".mean(" + pairs + ")", pairs);
    }

    private Optional<Planted> definedTwice(DraftArray array) {
        List<Object> at = anchor(array);
        String left = written(array, at);
        return Optional.of(
                new Planted(left + " = " + maker(array.type()), 0, Optional.of(new Instance(array.name(), at))));
    }

    private Optional<Planted> circle() {
        Optional<DraftDim> dim = choices.below(2) == 0 ? Optional.empty() : dim();
        String index = dim.map(d -> "[" + d.name() + "]").orElse("");
        int length = 1 + choices.below(4);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String next = name + (i + 1) % length + index;
            text.append(i == 0 ? "" : "\n")
                    .append(name)
                    .append(i)
                    .append(index)
                    .append(" = ")
                    .append(lab);
            text.append(choices.of(".shift(" + next + ")", ".mean([" + lab + ".make(1), " + next + "])"));
        }
        List<Object> at = dim.map(d -> List.of(d.coordinates().get(0))).orElse(List.of());
        return Optional.of(new Planted(text.toString(), 0, Optional.of(new Instance(name + 0, at))));
    }
}
