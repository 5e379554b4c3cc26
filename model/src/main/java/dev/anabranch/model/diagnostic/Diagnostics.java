package dev.anabranch.model.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what a stage has to say, so that all mistakes of a file come at once. Keeps at most {@value #LIMIT}; later
 * ones are counted, not kept.
 */
public final class Diagnostics {
    /** How many are kept. */
    public static final int LIMIT = 200;

    private final List<Diagnostic> kept = new ArrayList<>();
    private int dropped;
    private boolean errors;

    /** Adds one, unless the same code already stands at the same place. */
    public void add(Diagnostic diagnostic) {
        errors |= diagnostic.severity() == Severity.ERROR;
        for (Diagnostic other : kept) {
            if (other.code().equals(diagnostic.code()) && other.span().equals(diagnostic.span())) {
                return;
            }
        }
        if (kept.size() == LIMIT) {
            dropped++;
        } else {
            kept.add(diagnostic);
        }
    }

    /** Adds all of them. */
    public void addAll(Iterable<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /** Whether any of them stops the compilation. */
    public boolean hasErrors() {
        return errors;
    }

    /** How many were not kept because there were too many. */
    public int dropped() {
        return dropped;
    }

    /** Those kept, by file and position. */
    public List<Diagnostic> sorted() {
        return kept.stream()
                .sorted(Comparator.comparing((Diagnostic d) -> d.span().source().name())
                        .thenComparingInt(d -> d.span().start())
                        .thenComparing(d -> d.code().id()))
                .toList();
    }
}
