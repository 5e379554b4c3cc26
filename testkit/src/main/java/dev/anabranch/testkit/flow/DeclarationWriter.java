package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds a param or a dim to a flow. */
final class DeclarationWriter {
    private static final int MOST_COORDINATES = 12;

    private final Draft draft;
    private final Choices choices;
    private final PlainWriter plain;

    DeclarationWriter(Draft draft, Choices choices) {
        this.draft = draft;
        this.choices = choices;
        this.plain = new PlainWriter(choices);
    }

    void write() {
        if (choices.below(5) < 3) {
            dim();
        } else {
            param();
        }
    }

    private Scope scope() {
        return new Scope(draft, draft.dims(), true, Optional.empty());
    }

    private void param() {
        draft.use(Feature.PARAM);
        ScalarType type = choices.of(
                ScalarType.INT,
                ScalarType.BOOL,
                ScalarType.FLOAT,
                ScalarType.STRING,
                ScalarType.PATH,
                ScalarType.DURATION,
                ScalarType.SIZE);
        if (type == ScalarType.DURATION || type == ScalarType.SIZE) {
            draft.use(Feature.QUANTITY_PARAM);
        }
        if (choices.oneIn(4)) {
            list(type);
            return;
        }
        String name = draft.freshName(choices);
        Term value = plain.value(type, scope(), choices.below(3));
        if (choices.oneIn(5)) {
            given(name, type, value);
            return;
        }
        draft.add("param " + name + " : " + type.label() + " = " + value.text());
        draft.params().add(declared(name, type, value));
    }

    /** A param means what its default means where no dim has a coordinate. */
    private static Term declared(String name, ScalarType type, Term value) {
        boolean known = type == ScalarType.INT || type == ScalarType.BOOL;
        return known
                ? Term.known(name, Term.PRIMARY, type, point -> value.value().apply(Point.NOWHERE))
                : Term.plain(name, Term.PRIMARY, type);
    }

    /** A value from outside, which must be a literal; a default, if there is one, does not count then. */
    private void given(String name, ScalarType type, Term standard) {
        draft.use(Feature.GIVEN_PARAM);
        String text = switch (type) {
            case INT -> choices.of("7", "-2", "1_0");
            case BOOL -> choices.of("true", "false");
            case FLOAT -> choices.of("0.25", "3", "-1e-2");
            case STRING, PATH -> choices.of("given", "out/a b", "");
            case DURATION -> choices.of("90min", "0s");
            case SIZE -> choices.of("4KiB", "12B");
        };
        boolean both = choices.below(2) == 1;
        draft.add("param " + name + " : " + type.label() + (both ? " = " + standard.text() : ""));
        draft.given().put(name, text);
        draft.params()
                .add(
                        type == ScalarType.INT
                                ? Term.known(name, Term.PRIMARY, type, point -> Long.valueOf(text.replace("_", "")))
                                : type == ScalarType.BOOL
                                        ? Term.known(name, Term.PRIMARY, type, point -> Boolean.valueOf(text))
                                        : Term.plain(name, Term.PRIMARY, type));
    }

    private void list(ScalarType type) {
        draft.use(Feature.LIST_PARAM);
        String name = draft.freshName(choices);
        boolean dim = (type == ScalarType.INT || type == ScalarType.STRING) && choices.below(2) == 0;
        List<String> elements = new ArrayList<>();
        List<Object> coordinates = coordinates(type == ScalarType.STRING);
        if (dim) {
            coordinates.forEach(c -> elements.add(DatasetWriter.constant(c).text()));
        } else {
            for (int i = choices.below(4); i >= 0; i--) {
                elements.add(plain.value(type, scope(), 1).text());
            }
        }
        draft.add("param " + name + " : list<" + type.label() + "> = [" + String.join(", ", elements) + "]");
        draft.lists()
                .add(new DraftList(name, type, elements.size(), dim ? Optional.of(coordinates) : Optional.empty()));
        if (dim) {
            draft.use(Feature.PARAM_DIM);
            String index = draft.freshName(choices);
            draft.add("dim " + index + " = " + name);
            draft.dims().add(new DraftDim(index, coordinates, step(coordinates)));
        }
    }

    private List<Object> coordinates(boolean texts) {
        Set<Object> coordinates = new LinkedHashSet<>();
        for (int i = choices.below(5); i >= 0; i--) {
            coordinates.add(
                    texts
                            ? (Object) choices.of("north", "south", "a", "b c", "", "\u00e4/1", "say \"hi\"", "{x}")
                            : (Object) (long) (choices.below(30) - 5));
        }
        return List.copyOf(coordinates);
    }

    /** The distance of integers that ascend at equal ones; else 0. */
    static long step(List<Object> coordinates) {
        if (coordinates.get(0) instanceof String) {
            return 0;
        }
        long step = coordinates.size() == 1 ? 1 : (Long) coordinates.get(1) - (Long) coordinates.get(0);
        for (int i = 1; i < coordinates.size(); i++) {
            if (step <= 0 || (Long) coordinates.get(i) - (Long) coordinates.get(i - 1) != step) {
                return 0;
            }
        }
        return step;
    }

    private void dim() {
        switch (choices.below(8)) {
            case 5 -> listed(false);
            case 6 -> listed(true);
            case 7 -> files();
            default -> range();
        }
    }

    private void range() {
        Term from = choices.below(2) == 0 ? Term.number(choices.below(3)) : plain.integer(scope(), 1);
        boolean below = choices.below(3) == 2;
        long by = choices.of(1, 1, 2, 6);
        long first = from.integer(Point.NOWHERE);
        List<Term> ends = ends(first + (below ? 1 : 0), first + MOST_COORDINATES * by);
        Term to = !ends.isEmpty() && choices.below(2) == 1
                ? choices.of(ends)
                : Term.number(first + (choices.below(6) + 1) * by);
        List<Object> coordinates = new ArrayList<>();
        long end = to.integer(Point.NOWHERE) - (below ? 1 : 0);
        for (long c = first; c <= end; c += by) {
            coordinates.add(c);
        }
        if (draft.dims().stream().anyMatch(d -> d.name().equals(to.text()))) {
            draft.use(Feature.DIM_OVER_SIZES);
        }
        draft.use(by == 1 ? below ? Feature.OPEN_RANGE_DIM : Feature.RANGE_DIM : Feature.STEP_DIM);
        String name = draft.freshName(choices);
        String dots = below ? "..<" : "..";
        draft.add("dim " + name + " = " + from.within(Term.SUM) + dots + to.within(Term.SUM)
                + (by == 1 && choices.below(4) < 3 ? "" : " by " + by));
        draft.dims().add(new DraftDim(name, List.copyOf(coordinates), by));
    }

    /** Params and sizes of other dims that are neither too small nor too large. */
    private List<Term> ends(long least, long most) {
        List<Term> ends = new ArrayList<>();
        draft.params().stream().filter(p -> p.type() == ScalarType.INT).forEach(ends::add);
        draft.dims()
                .forEach(d -> ends.add(Term.known(d.name(), Term.PRIMARY, ScalarType.INT, point -> (long) d.size())));
        return ends.stream()
                .filter(t -> t.integer(Point.NOWHERE) >= least && t.integer(Point.NOWHERE) <= most)
                .toList();
    }

    private void listed(boolean texts) {
        draft.use(texts ? Feature.TEXT_DIM : Feature.LISTED_DIM);
        List<Object> coordinates = coordinates(texts);
        String name = draft.freshName(choices);
        draft.add("dim " + name + " = ["
                + String.join(
                        ", ",
                        coordinates.stream()
                                .map(c -> DatasetWriter.constant(c).text())
                                .toList())
                + choices.of("", ",") + "]");
        draft.dims().add(new DraftDim(name, coordinates, step(coordinates)));
    }

    private void files() {
        String name = draft.freshName(choices);
        if (choices.below(2) == 1) {
            draft.use(Feature.LINES_DIM);
            draft.add("dim " + name + " = lines(\"" + FlowTasks.LINES + "\")");
            draft.dims().add(new DraftDim(name, List.copyOf(FlowTasks.STATIONS), 0));
            return;
        }
        draft.use(Feature.FILES_DIM);
        draft.add("dim " + name + " = files(\"" + FlowTasks.GLOB + "\")");
        draft.dims()
                .add(new DraftDim(
                        name,
                        FlowTasks.files().matching(FlowTasks.GLOB).stream()
                                .map(Object.class::cast)
                                .toList(),
                        0));
    }
}
