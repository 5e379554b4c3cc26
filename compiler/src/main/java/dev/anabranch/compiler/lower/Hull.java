package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.resolve.Domains;
import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * Collects the coordinates that an array's instances have on one axis. Integers ascend, unless a list gives them
 * another order; strings stand in the order in which the equations bring them.
 */
final class Hull {
    private final Set<Domain> whole = new LinkedHashSet<>();
    private LongStream.Builder integers = LongStream.builder();
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean listed;
    private boolean pieces;

    /**
     * Adds what an equation defines on this index.
     *
     * @param subscript of the equation's output: a coordinate, or for a generator what it yields over
     * @param axes the equation's own
     * @param used for each of these axes the positions that instances have
     * @param yielded what a generator yields over
     */
    void add(Subscript subscript, List<Axis> axes, IntFunction<BitSet> used, Optional<Axis> yielded) {
        if (!(subscript instanceof Subscript.At at)) {
            addAll(yielded.orElseThrow().domain(), 0);
        } else if (at.coordinate() instanceof Scalar.Literal literal) {
            add(literal.value());
        } else {
            int axis = UsedAxes.of(at.coordinate()).nextSetBit(0);
            addSome(axes.get(axis).domain(), used.apply(axis), offset(at.coordinate()));
        }
    }

    private void add(Object coordinate) {
        if (coordinate instanceof Long value) {
            addAll(new Domain.Regular(value, 1, 1), 0);
        } else {
            texts.add((String) coordinate);
        }
    }

    /** Adds all coordinates of a domain, each plus an offset. */
    private void addAll(Domain domain, long offset) {
        if (domain.size() == 0) {
            return;
        }
        if (domain instanceof Domain.Regular regular) {
            whole.add(new Domain.Regular(
                    Math.addExact(regular.first(), offset), regular.size() == 1 ? 1 : regular.step(), regular.size()));
        } else if (domain instanceof Domain.Integers values) {
            listed = true;
            whole.add(
                    offset == 0
                            ? values
                            : new Domain.Integers(values.values().stream()
                                    .map(v -> v + offset)
                                    .toList()));
        } else if (domain instanceof Domain.Texts names) {
            texts.addAll(names.values());
        }
    }

    /** Adds the coordinates at some positions of a domain, each plus an offset. */
    private void addSome(Domain domain, BitSet positions, long offset) {
        if (positions.cardinality() == domain.size()) {
            addAll(domain, offset);
            return;
        }
        pieces = true;
        for (int p = positions.nextSetBit(0); p >= 0; p = positions.nextSetBit(p + 1)) {
            if (domain instanceof Domain.Regular regular) {
                integers.add(Math.addExact(regular.value(p), offset));
            } else if (domain instanceof Domain.Integers values) {
                listed = true;
                integers.add(Math.addExact(values.values().get(p), offset));
            } else {
                texts.add(domain.text(p));
            }
        }
    }

    /** The domain that holds them all. */
    Domain domain() {
        if (!texts.isEmpty()) {
            return new Domain.Texts(List.copyOf(texts));
        }
        if (!pieces && whole.size() == 1) {
            return whole.iterator().next();
        }
        LongStream all = integers.build();
        integers = LongStream.builder();
        LongStream domains = whole.stream().flatMapToLong(Hull::values);
        long[] values;
        if (listed) {
            values = LongStream.concat(domains, all).distinct().toArray();
        } else {
            long[] sorted = LongStream.concat(domains, all).toArray();
            Arrays.sort(sorted);
            values = distinct(sorted);
        }
        return Domains.ofIntegers(values);
    }

    private static long[] distinct(long[] sorted) {
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    private static LongStream values(Domain domain) {
        if (domain instanceof Domain.Regular regular) {
            return LongStream.range(0, regular.size()).map(i -> regular.first() + regular.step() * i);
        }
        return domain instanceof Domain.Integers integers
                ? integers.values().stream().mapToLong(v -> v)
                : LongStream.empty();
    }

    /** The constant that is added to a coordinate on the left side of an equation. */
    private static long offset(Scalar coordinate) {
        if (!(coordinate instanceof Scalar.Binary binary) || !(binary.right() instanceof Scalar.Literal literal)) {
            return 0;
        }
        long value = (Long) literal.value();
        return binary.operator() == Scalar.Operator.SUBTRACT ? -value : value;
    }
}
