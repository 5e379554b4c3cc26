package dev.anabranch.compiler.verify;

import java.util.ArrayList;
import java.util.List;

/** Violations as they are found; the first hundred are kept. */
final class Findings {
    private static final int MOST_KEPT = 100;

    private final List<Violation> found = new ArrayList<>();

    void add(ViolationKind kind, String message) {
        if (found.size() < MOST_KEPT) {
            found.add(new Violation(kind, message));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Violation> list() {
        return List.copyOf(found);
    }
}
