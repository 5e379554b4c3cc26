package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.resolve.Domains;
import dev.anabranch.compiler.type.UsedAxes;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * Collects the coordinates that an array's instances have on one axis. Integers ascend, unless a list gives them another
 * order; then, as strings do, they stand in the order in which the equations bring their dims, and those of one dim in
 * its order, however many equations share it.
 */
final class Hull {
    private final Map<Source, BitSet> sources = new LinkedHashMap<>();

    /** A domain, and what is added to each of its coordinates. */
    private record Source(Domain domain, long offset) {
        boolean ascends() {
            if (domain instanceof Domain.Integers integers) {
                List<Long> values = integers.values();
                for (int i = 1; i < values.size(); i++) {
                    if (values.get(i) <= values.get(i - 1)) {
                        return false;
                    }
                }
            }
            return true;
        }

        LongStream integers(BitSet positions) {
            return domain instanceof Domain.Regular regular
                    ? positions.stream().mapToLong(p -> Math.addExact(regular.value(p), offset))
                    : positions.stream()
                            .mapToLong(p -> Math.addExact(
                                    ((Domain.Integers) domain).values().get(p), offset));
        }

        Domain moved() {
            if (domain instanceof Domain.Regular regular) {
                long step = regular.size() == 1 ? 1 : regular.step();
                Math.addExact(regular.value(regular.size() - 1), offset);
                return new Domain.Regular(Math.addExact(regular.first(), offset), step, regular.size());
            }
            return offset != 0 && domain instanceof Domain.Integers integers
                    ? new Domain.Integers(integers.values().stream()
                            .map(v -> Math.addExact(v, offset))
                            .toList())
                    : domain;
        }
    }

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
        addAll(
                coordinate instanceof Long value
                        ? new Domain.Regular(value, 1, 1)
                        : new Domain.Texts(List.of((String) coordinate)),
                0);
    }

    /** Adds all coordinates of a domain, each plus an offset. */
    private void addAll(Domain domain, long offset) {
        if (domain.size() > 0) {
            positions(domain, offset).set(0, domain.size());
        }
    }

    /** Adds the coordinates at some positions of a domain, each plus an offset. */
    private void addSome(Domain domain, BitSet positions, long offset) {
        if (!positions.isEmpty()) {
            positions(domain, offset).or(positions);
        }
    }

    private BitSet positions(Domain domain, long offset) {
        return sources.computeIfAbsent(new Source(domain, offset), s -> new BitSet());
    }

    /** How many coordinates there are at least; counted before any of them is made. */
    int least() {
        return sources.values().stream().mapToInt(BitSet::cardinality).max().orElse(0);
    }

    /**
     * The domain that holds them all.
     *
     * @throws ArithmeticException if a coordinate leaves the range of integers
     */
    Domain domain() {
        if (sources.size() == 1) {
            Map.Entry<Source, BitSet> only = sources.entrySet().iterator().next();
            if (only.getValue().cardinality() == only.getKey().domain().size()) {
                return only.getKey().moved();
            }
        }
        if (sources.keySet().stream().anyMatch(s -> s.domain() instanceof Domain.Texts)) {
            Set<String> texts = new LinkedHashSet<>();
            sources.forEach((source, positions) ->
                    positions.stream().mapToObj(source.domain()::text).forEach(texts::add));
            return new Domain.Texts(List.copyOf(texts));
        }
        LongStream all = sources.entrySet().stream()
                .flatMapToLong(entry -> entry.getKey().integers(entry.getValue()));
        if (!sources.keySet().stream().allMatch(Source::ascends)) {
            return Domains.ofIntegers(all.distinct().toArray());
        }
        long[] sorted = all.toArray();
        Arrays.sort(sorted);
        return Domains.ofIntegers(distinct(sorted));
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

    /** The constant that is added to a coordinate on the left side of an equation. */
    private static long offset(Scalar coordinate) {
        if (!(coordinate instanceof Scalar.Binary binary) || !(binary.right() instanceof Scalar.Literal literal)) {
            return 0;
        }
        long value = (Long) literal.value();
        return binary.operator() == Scalar.Operator.SUBTRACT ? -value : value;
    }
}
