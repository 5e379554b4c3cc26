package dev.anabranch.benchmarks;

import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;

/** The measured flows are ours: a mistake in one ends the measurement. */
final class Checks {
    private Checks() {}

    static <T> T value(Checked<T> checked) {
        return checked.value()
                .orElseThrow(() -> new IllegalArgumentException(
                        "\n" + DiagnosticPrinter.plain().print(checked.diagnostics())));
    }
}
