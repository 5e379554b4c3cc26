package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.DiagnosticIndex;
import dev.anabranch.driver.example.DiagnosticExample;
import dev.anabranch.driver.example.ExampleFile;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells more about a diagnostic code, or why an instance runs where and when it does. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = {
            "anabranch explain [--json] [CODE]",
            "anabranch explain [OPTIONS] FILE|PLAN INSTANCE",
        },
        description = {
            "Tells more about a diagnostic code, for example: anabranch explain F0213. Shows a flow with that mistake,",
            "what is printed about it, and the flow without it. Without a code, lists all.",
            "",
            "With a flow or a plan, and an instance: where it runs, when, why there and not elsewhere,",
            "what it waits for and who waits for it."
        },
        footer = {
            "",
            "Examples:",
            "  anabranch explain F0213",
            "  anabranch explain",
            "  anabranch explain ensemble.flow 'mean[step: 24]' --workers 4",
            "  anabranch explain c1f502976880 'mean[24]' --json"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(
            index = "0",
            paramLabel = "CODE|FILE|PLAN",
            arity = "0..1",
            description = "F and four digits; or a flow, a plan's folder, the first digits of its hash.")
    private @Nullable String code;

    @Parameters(
            index = "1",
            paramLabel = "INSTANCE",
            arity = "0..1",
            description = "A task or dataset of the plan: 'mean[step: 24]', or 'mean[24]'.")
    private @Nullable String instance;

    @Option(names = "--json", description = "Prints the codes, or the instance, as a JSON array.")
    private boolean json;

    @Mixin
    private CompileOptions options = new CompileOptions();

    @Mixin
    private SearchOptions search = new SearchOptions();

    ExplainCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (code != null && instance != null) {
            String name = instance;
            new InstanceExplanation(screen).explain(NamedPlan.of(code, options, search, screen), name, json);
            return ExitCode.DONE.status();
        }
        List<DiagnosticCode> all = DiagnosticIndex.all();
        List<DiagnosticCode> asked = code == null ? all : List.of(find(all, code));
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            asked.forEach(each -> array.add(json(each)));
            screen.out().println(array.toPrettyString());
        } else if (code == null) {
            asked.forEach(each -> screen.out().println(each.id() + "  " + each.title()));
        } else {
            explain(asked.get(0));
        }
        return ExitCode.DONE.status();
    }

    private static DiagnosticCode find(List<DiagnosticCode> all, String code) throws CommandFailure {
        for (DiagnosticCode each : all) {
            if (each.id().equals(code.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        if (Files.exists(Path.of(code)) || code.endsWith(".flow")) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "explain needs an instance of " + code + " too, for example: anabranch explain " + code
                            + " 'mean[step: 24]'.");
        }
        throw new CommandFailure(
                ExitCode.WRONG_USAGE, "There is no diagnostic " + code + ". Without a code, explain lists all.");
    }

    private static ObjectNode json(DiagnosticCode code) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("code", code.id()).put("title", code.title()).put("explanation", code.explanation());
        DiagnosticExample.of(code).ifPresent(example -> {
            example.others().forEach(other -> node.put(other.name(), other.text()));
            node.put("wrong", example.wrong().text());
            node.put("printed", example.printed());
            node.put("mended", example.mended().text());
        });
        return node;
    }

    private void explain(DiagnosticCode asked) {
        screen.out().println(screen.style("1", asked.id() + ": " + asked.title()));
        screen.out().println();
        paragraph(asked.explanation());
        Optional<DiagnosticExample> example = DiagnosticExample.of(asked);
        if (example.isEmpty()) {
            screen.out().println();
            paragraph(DiagnosticExample.reasonForNone(asked).orElseThrow());
            return;
        }
        example.get().others().forEach(this::show);
        show(example.get().wrong());
        screen.out().println();
        screen.out().print(example.get().printed());
        show(example.get().mended());
        if (example.get().files().anyMatch(ExampleFile::hasNotation)) {
            screen.out().println();
            paragraph(ExampleFile.NOTATION_IN_WORDS);
        }
    }

    private void show(ExampleFile file) {
        screen.out().println();
        screen.out().println(screen.style("1", file.name()));
        screen.out().println();
        file.text().lines().forEach(line -> screen.out().println(("    " + line).stripTrailing()));
    }

    private void paragraph(String text) {
        Paragraph.lines(text, Paragraph.WIDTH).forEach(screen.out()::println);
    }
}
