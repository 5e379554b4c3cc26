package dev.anabranch.cli;

import dev.anabranch.driver.DiagnosticIndex;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells more about a diagnostic code. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells more about a diagnostic code, for example: anabranch explain F0213. Without one, lists all.")
final class ExplainCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "CODE", arity = "0..1", description = "F and four digits.")
    private @Nullable String code;

    ExplainCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        List<DiagnosticCode> all = DiagnosticIndex.all();
        if (code == null) {
            all.forEach(c -> screen.out().println(c.id() + "  " + c.title()));
            return ExitCode.DONE.status();
        }
        String wanted = code.toUpperCase(Locale.ROOT);
        Optional<DiagnosticCode> found =
                all.stream().filter(c -> c.id().equals(wanted)).findFirst();
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "There is no diagnostic " + code + ". Without a code, explain lists all.");
        }
        screen.out()
                .println(screen.style("1", found.get().id() + ": " + found.get().title()));
        screen.out().println();
        screen.out().println(found.get().explanation());
        return ExitCode.DONE.status();
    }
}
