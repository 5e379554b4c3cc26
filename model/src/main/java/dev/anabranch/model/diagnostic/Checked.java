package dev.anabranch.model.diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answer of a stage that reads what a person wrote: a value unless there were errors, and what the person should
 * know.
 *
 * @param value empty exactly if one of the diagnostics is an error
 * @param diagnostics by file and position
 */
public record Checked<T>(Optional<T> value, List<Diagnostic> diagnostics) {
    public Checked {
        diagnostics = List.copyOf(diagnostics);
        boolean errors = diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
        if (errors == value.isPresent()) {
            throw new IllegalArgumentException(
                    errors ? "a value in spite of errors" : "neither a value nor an error that says why");
        }
    }

    /** A value with nothing to say about it. */
    public static <T> Checked<T> of(T value) {
        return new Checked<>(Optional.of(value), List.of());
    }

    /** A value with warnings, or, if {@code diagnostics} holds errors, none. */
    public static <T> Checked<T> of(T value, Diagnostics diagnostics) {
        return new Checked<>(diagnostics.hasErrors() ? Optional.empty() : Optional.of(value), diagnostics.sorted());
    }

    /** No value, and the errors that say why. */
    public static <T> Checked<T> failed(Diagnostics diagnostics) {
        return new Checked<>(Optional.empty(), diagnostics.sorted());
    }

    /** Hands the value, if there is one, to the next stage and joins what both have to say. */
    public <R> Checked<R> then(Function<T, Checked<R>> stage) {
        if (value.isEmpty()) {
            return new Checked<>(Optional.empty(), diagnostics);
        }
        Checked<R> next = stage.apply(value.get());
        Diagnostics all = new Diagnostics();
        all.addAll(diagnostics);
        all.addAll(next.diagnostics());
        return new Checked<>(next.value(), all.sorted());
    }
}
