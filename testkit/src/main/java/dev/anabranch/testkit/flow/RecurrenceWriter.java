package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Adds an array whose datasets follow from earlier ones of its own, or two that follow from each other. */
final class RecurrenceWriter {
    private static final int MOST_POINTS = 240;

    private final Draft draft;
    private final Choices choices;
    private final DatasetWriter datasets;

    RecurrenceWriter(Draft draft, Choices choices) {
        this.draft = draft;
        this.choices = choices;
        this.datasets = new DatasetWriter(choices);
    }

    void write() {
        List<DraftDim> regular = draft.dims().stream()
                .filter(d -> d.step() > 0 && d.size() > 1 && d.size() <= MOST_POINTS)
                .toList();
        if (regular.isEmpty()) {
            return;
        }
        DraftDim time = choices.of(regular);
        List<DraftDim> dims = new ArrayList<>(List.of(time));
        for (int i = choices.below(3); i > 0; i--) {
            DraftDim other = choices.of(draft.dims());
            if (!dims.contains(other) && Points.count(dims) * other.size() <= MOST_POINTS) {
                dims.add(other);
            }
        }
        Collections.swap(dims, 0, choices.below(dims.size()));
        Chain chain = new Chain(time, dims, choices.oneIn(3), array(dims));
        if (choices.oneIn(4)) {
            mutual(chain);
        } else {
            single(chain);
        }
    }

    private DraftArray array(List<DraftDim> dims) {
        return new DraftArray(
                draft.freshName(choices),
                DatasetWriter.F64,
                dims.stream().map(DraftDim::isText).toList(),
                false);
    }

    /** One array over dims, along one of which it goes on, upwards or downwards. */
    private record Chain(DraftDim time, List<DraftDim> dims, boolean down, DraftArray array) {
        long first() {
            return (Long) time.coordinates().get(down ? time.size() - 1 : 0);
        }

        long last() {
            return (Long) time.coordinates().get(down ? 0 : time.size() - 1);
        }

        /** {@code name[dims]} with something else in the place of time. */
        String written(String name, String at) {
            return name + "["
                    + String.join(
                            ", ",
                            dims.stream().map(d -> d.is(time) ? at : d.name()).toList()) + "]";
        }

        String written(String at) {
            return written(array.name(), at);
        }

        String before() {
            return time.name() + (down ? " + " : " - ") + time.step();
        }

        String after() {
            return time.name() + (down ? " - " : " + ") + time.step();
        }

        List<Object> at(Point point, long move) {
            return dims.stream()
                    .map(d -> d.is(time) ? (Object) (point.number(d.name()) + move) : point.at(d.name()))
                    .toList();
        }
    }

    /** The datasets that the others follow from. */
    private void begin(Chain chain) {
        List<DraftDim> others =
                chain.dims().stream().filter(d -> !d.is(chain.time())).toList();
        Scope scope = new Scope(draft, others, false, Optional.empty());
        Term wish = datasets.defined(DatasetWriter.F64, scope, 1);
        boolean good = Points.of(others).stream().allMatch(wish.need());
        String right = good ? wish.text() : draft.library() + ".make(1)";
        String first = Long.toString(chain.first());
        draft.add(
                choices.below(2) == 0
                        ? chain.written(first) + " = " + right
                        : chain.written(chain.time().name()) + " where "
                                + chain.time().name() + " == " + first + " = " + right);
        draft.use(Feature.CONSTANT_ON_THE_LEFT);
    }

    private void single(Chain chain) {
        draft.use(Feature.RECURRENCE);
        begin(chain);
        List<Point> all = Points.of(chain.dims());
        all.forEach(point -> chain.array().defined().add(chain.at(point, 0)));
        boolean ahead = choices.below(3) == 2;
        // On the left or on the right the step is added: the point is that of the dataset or of the one before.
        long edge = ahead ? chain.last() : chain.first();
        List<Point> points =
                Points.where(all, point -> !point.at(chain.time().name()).equals(edge));
        String previous = chain.written(ahead ? chain.time().name() : chain.before());
        Scope scope = new Scope(draft, chain.dims(), false, Optional.of(chain.array()));
        Term wish = next(chain, previous, ahead, scope);
        String right =
                points.stream().allMatch(wish.need()) ? wish.text() : draft.library() + ".shift(" + previous + ")";
        String order = chain.down() == ahead ? " > " : " < ";
        String guard = chain.time().name() + choices.of(order, order, " != ") + edge;
        draft.add(chain.written(ahead ? chain.after() : chain.time().name()) + " where " + guard + " = " + right);
        draft.arrays().add(chain.array());
    }

    private Term next(Chain chain, String previous, boolean ahead, Scope scope) {
        String library = draft.library();
        switch (choices.below(7)) {
            case 1 -> {
                Term other = datasets.single(DatasetWriter.F64, scope, 1);
                return term(library + ".blend(" + previous + ", " + other.text() + ")", other);
            }
            case 2 -> {
                Term number = new PlainWriter(choices).value(ScalarType.FLOAT, scope, 1);
                return term(previous + " * " + number.within(Term.PRODUCT + 1), number);
            }
            case 3 -> {
                chain.array().close();
                String here = ahead ? chain.time().name() : chain.before();
                String first = Long.toString(chain.first());
                String range = chain.down() ? here + " .. " + first : first + " .. " + here;
                String by =
                        chain.time().step() == 1 ? "" : " by " + chain.time().step();
                return term(library + ".mean(" + chain.written(range + by) + ")", Term.number(0));
            }
            case 4 -> {
                Term other = datasets.single(DatasetWriter.F64, scope, 1);
                return term(library + ".mean([" + previous + ", " + other.text() + "])", other);
            }
            case 5 -> {
                Term condition = new PlainWriter(choices).truth(scope, 1);
                return term(
                        "if " + condition.text() + " then " + library + ".shift(" + previous + ") else " + library
                                + ".cast(" + previous + ")",
                        condition);
            }
            case 6 -> {
                return stencil(chain, previous, ahead);
            }
            default -> {
                return term(library + ".shift(" + previous + ")", Term.number(0));
            }
        }
    }

    private static Term term(String text, Term other) {
        return Term.dataset(text, Term.PRIMARY, DatasetWriter.F64, other.need());
    }

    /** The neighbours along another dim, cut off at its ends. */
    private Term stencil(Chain chain, String previous, boolean ahead) {
        Optional<DraftDim> across = chain.dims().stream()
                .filter(d -> !d.is(chain.time()) && d.step() > 0)
                .findFirst();
        if (across.isEmpty()) {
            return term(draft.library() + ".shift(" + previous + ")", Term.number(0));
        }
        chain.array().close();
        DraftDim dim = across.get();
        String here = ahead ? chain.time().name() : chain.before();
        List<String> indices = chain.dims().stream()
                .map(d -> d.is(chain.time())
                        ? here
                        : d.is(dim)
                                ? dim.name() + " - " + dim.step() + " .. " + dim.name() + " + " + dim.step()
                                : d.name())
                .toList();
        return term(
                draft.library() + ".mean(" + chain.array().name() + "[" + String.join(", ", indices) + "])",
                Term.number(0));
    }

    private void mutual(Chain chain) {
        draft.use(Feature.MUTUAL_RECURRENCE);
        begin(chain);
        DraftArray other = array(chain.dims());
        String library = draft.library();
        String here = chain.time().name();
        draft.add(chain.written(other.name(), here) + " = " + library + ".shift(" + chain.written(here) + ")");
        draft.add(chain.written(here) + " where " + here + (chain.down() ? " < " : " > ") + chain.first() + " = "
                + choices.of(
                        library + ".shift(" + chain.written(other.name(), chain.before()) + ")",
                        chain.written(other.name(), chain.before()) + " + 0.5",
                        library + ".blend(" + chain.written(other.name(), chain.before()) + ", "
                                + chain.written(chain.before()) + ")"));
        for (Point point : Points.of(chain.dims())) {
            chain.array().defined().add(chain.at(point, 0));
            other.defined().add(chain.at(point, 0));
        }
        draft.arrays().add(chain.array());
        draft.arrays().add(other);
    }
}
