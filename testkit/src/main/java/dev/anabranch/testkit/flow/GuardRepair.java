package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds a condition that leaves out every point at which an equation would read what is not there. */
final class GuardRepair {
    private final List<DraftDim> dims;
    private final List<Point> points;

    /** @param points those for which the equation holds so far */
    GuardRepair(List<DraftDim> dims, List<Point> points) {
        this.dims = dims;
        this.points = points;
    }

    /** The condition that leaves the most points, all of them good; empty if none of those tried does. */
    Optional<Term> find(Predicate<Point> good) {
        Optional<Term> best = Optional.empty();
        int most = 0;
        for (Term condition : candidates()) {
            List<Point> left = Points.where(points, condition::truth);
            if (left.size() > most && left.stream().allMatch(good)) {
                best = Optional.of(condition);
                most = left.size();
            }
        }
        return best;
    }

    private List<Term> candidates() {
        List<Term> candidates = new ArrayList<>();
        for (DraftDim dim : dims) {
            if (dim.isText()) {
                dim.coordinates().forEach(c -> candidates.addAll(equal(dim, c)));
            } else {
                candidates.addAll(between(dim));
            }
        }
        List<DraftDim> numbers = dims.stream().filter(d -> !d.isText()).toList();
        for (DraftDim first : numbers) {
            for (DraftDim second : numbers) {
                if (!first.is(second)) {
                    Stream.of("<", "<=", "==")
                            .map(o -> PlainWriter.compared(DatasetWriter.own(first), o, DatasetWriter.own(second)))
                            .forEach(candidates::add);
                }
            }
        }
        return candidates;
    }

    private static List<Term> equal(DraftDim dim, Object coordinate) {
        return Stream.of(true, false)
                .map(equal -> Term.known(
                        dim.name() + (equal ? " == " : " != ") + PlainWriter.quoted((String) coordinate),
                        Term.COMPARISON,
                        ScalarType.BOOL,
                        point -> coordinate.equals(point.at(dim.name())) == equal))
                .toList();
    }

    /** All stretches of a dim, written as briefly as can be. */
    private static List<Term> between(DraftDim dim) {
        List<Long> sorted =
                dim.coordinates().stream().map(Long.class::cast).sorted().toList();
        List<Term> candidates = new ArrayList<>();
        Term own = DatasetWriter.own(dim);
        for (int from = 0; from < sorted.size(); from++) {
            for (int to = from; to < sorted.size(); to++) {
                Optional<Term> low = from == 0
                        ? Optional.empty()
                        : Optional.of(PlainWriter.compared(own, ">=", Term.number(sorted.get(from))));
                Optional<Term> high = to == sorted.size() - 1
                        ? Optional.empty()
                        : Optional.of(PlainWriter.compared(own, "<", Term.number(sorted.get(to + 1))));
                if (from == to) {
                    candidates.add(PlainWriter.compared(own, "==", Term.number(sorted.get(from))));
                } else if (low.isPresent() && high.isPresent()) {
                    candidates.add(PlainWriter.both(low.get(), high.get()));
                } else {
                    low.or(() -> high).ifPresent(candidates::add);
                }
            }
        }
        return candidates;
    }
}
