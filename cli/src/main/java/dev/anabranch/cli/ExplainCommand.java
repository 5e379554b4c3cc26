package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.anabranch.driver.DiagnosticIndex;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells more about a diagnostic code. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tells more about a diagnostic code, for example: anabranch explain F0213. Without one, lists all.",
        footer = {"", "Examples:", "  anabranch explain F0213", "  anabranch explain"})
final class ExplainCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "CODE", arity = "0..1", description = "F and four digits.")
    private @Nullable String code;

    @Option(names = "--json", description = "Prints the codes as a JSON array.")
    private boolean json;

    ExplainCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        List<DiagnosticCode> all = DiagnosticIndex.all();
        List<DiagnosticCode> asked = code == null ? all : List.of(find(all, code));
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (DiagnosticCode each : asked) {
                array.addObject()
                        .put("code", each.id())
                        .put("title", each.title())
                        .put("explanation", each.explanation());
            }
            screen.out().println(array.toPrettyString());
        } else if (code == null) {
            asked.forEach(each -> screen.out().println(each.id() + "  " + each.title()));
        } else {
            screen.out()
                    .println(screen.style(
                            "1", asked.get(0).id() + ": " + asked.get(0).title()));
            screen.out().println();
            screen.out().println(asked.get(0).explanation());
        }
        return ExitCode.DONE.status();
    }

    private static DiagnosticCode find(List<DiagnosticCode> all, String code) throws CommandFailure {
        for (DiagnosticCode each : all) {
            if (each.id().equals(code.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new CommandFailure(
                ExitCode.WRONG_USAGE, "There is no diagnostic " + code + ". Without a code, explain lists all.");
    }
}
