package dev.anabranch.benchmarks;

import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;

/** The measured flows are ours: a mistake in one ends the measurement. */
public final class Checks {
    private Checks() {}

    /** The value of what has no mistakes. */
    public static <T> T value(Checked<T> checked) {
        return checked.value()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\n" + DiagnosticPrinter.plain().print(checked.diagnostics())));
    }
}
