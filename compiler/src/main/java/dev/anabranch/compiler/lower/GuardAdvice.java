package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the instances that read what is not defined, and finds the guard that leaves them out: where all of them
 * leave an array at the ends of one index, which is an index of theirs plus a constant.
 */
final class GuardAdvice {
    /** So many instances tell enough. */
    private static final int MOST_LOOKED_AT = 1_000;

    private final Family family;
    private final ScalarCompiler scalars;
    private final Argument.Read read;
    private final Box box;
    private int lookedAt;
    private int index = -1;
    private boolean below;
    private boolean above;
    private boolean elsewhere;

    GuardAdvice(Family family, ScalarCompiler scalars, Argument.Read read, Box box) {
        this.family = family;
        this.scalars = scalars;
        this.read = read;
        this.box = box;
    }

    /** The instance at hand reads what is not defined. */
    void note() {
        if (lookedAt++ < MOST_LOOKED_AT) {
            look();
        }
    }

    private void look() {
        int missing = -1;
        for (int i = 0; i < box.rank(); i++) {
            Object coordinate = scalars.evaluate(read.at().get(i).coordinate());
            if (!(coordinate instanceof Long value)
                    || !(box.axis(i).domain() instanceof Domain.Regular regular)
                    || regular.size() == 0) {
                continue;
            }
            boolean low = value < regular.first();
            boolean high = value > last(regular);
            if (low || high) {
                elsewhere |= missing >= 0;
                missing = i;
                below |= low;
                above |= high;
            }
        }
        elsewhere |= missing < 0 || (index >= 0 && index != missing);
        index = missing;
    }

    private static long last(Domain.Regular regular) {
        return regular.first() + regular.step() * (regular.size() - 1L);
    }

    /** A dim of the reader and what is added to it. */
    private record Shifted(Axis axis, long offset) {}

    private Optional<Shifted> shifted() {
        if (elsewhere || index < 0) {
            return Optional.empty();
        }
        List<Axis> axes = family.axes();
        return Affine.of(read.at().get(index).coordinate(), axes).flatMap(affine -> {
            int last = affine.lastAxis();
            if (last < 0 || !(axes.get(last).domain() instanceof Domain.Regular regular)) {
                return Optional.empty();
            }
            for (int axis = 0; axis < axes.size(); axis++) {
                long expected = axis == last ? regular.step() : 0;
                if (affine.factor(axis) != expected) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Shifted(axes.get(last), affine.base() - regular.first()));
        });
    }

    /** Ways out, the first of them a guard if one is found. */
    List<String> help() {
        Optional<Shifted> shifted = shifted();
        if (family.axes().isEmpty()) {
            return List.of("read one that is defined, or define this one");
        }
        if (shifted.isEmpty()) {
            return List.of("leave the instance out with `where`, or define what it reads");
        }
        Domain.Regular inside = (Domain.Regular) box.axis(index).domain();
        String dim = shifted.get().axis().name();
        long offset = shifted.get().offset();
        List<String> bounds = new ArrayList<>();
        if (below) {
            bounds.add(dim + " >= " + (inside.first() - offset));
        }
        if (above) {
            bounds.add(dim + " <= " + (last(inside) - offset));
        }
        String condition = String.join(" && ", bounds);
        List<String> help = new ArrayList<>();
        help.add(
                family.equation().guard().isPresent()
                        ? "leave these instances out: add `&& " + condition + "` to the guard, or define what they read"
                        : "leave these instances out with `where " + condition + "`, or define what they read");
        String own = box.array().axes().get(index);
        if (offset == 0 && !own.equals(dim)) {
            help.add("or let `" + dim + "` run over the same coordinates as `" + own + "`: from " + inside.first()
                    + " to " + last(inside));
        }
        return help;
    }
}
