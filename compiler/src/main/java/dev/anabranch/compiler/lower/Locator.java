package dev.anabranch.compiler.lower;

import dev.anabranch.model.graph.Domain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Finds the positions of coordinates on one axis. */
final class Locator implements Domain.Visitor<Locator> {
    private Domain domain = new Domain.Regular(0, 1, 0);
    private long first;
    private long step = 1;
    private long[] sorted = {};
    private int[] positions = {};
    private final Map<String, Integer> texts = new HashMap<>();

    private Locator() {}

    static Locator of(Domain domain) {
        return domain.accept(new Locator());
    }

    Domain domain() {
        return domain;
    }

    int size() {
        return domain.size();
    }

    /** The position of an integer, or -1. */
    int position(long value) {
        if (sorted.length > 0) {
            int found = Arrays.binarySearch(sorted, value);
            return found < 0 ? -1 : positions[found];
        }
        long distance = value - first;
        if (distance < 0 || value < first || distance % step != 0) {
            return -1;
        }
        long position = distance / step;
        return position < domain.size() ? (int) position : -1;
    }

    /** The position of a string, or -1. */
    int position(String value) {
        return texts.getOrDefault(value, -1);
    }

    /** The k-th smallest integer of the axis. */
    long ascending(int k) {
        return sorted.length > 0 ? sorted[k] : first + step * k;
    }

    @Override
    public Locator regular(Domain.Regular regular) {
        domain = regular;
        first = regular.first();
        step = regular.step();
        return this;
    }

    @Override
    public Locator integers(Domain.Integers integers) {
        domain = integers;
        long[] values = integers.values().stream().mapToLong(v -> v).toArray();
        sorted = values.clone();
        Arrays.sort(sorted);
        positions = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            positions[Arrays.binarySearch(sorted, values[i])] = i;
        }
        return this;
    }

    @Override
    public Locator texts(Domain.Texts listed) {
        domain = listed;
        for (int i = 0; i < listed.size(); i++) {
            texts.put(listed.text(i), i);
        }
        return this;
    }
}
