package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.catalogue.CatalogueEntry;
import dev.anabranch.driver.catalogue.OutputCatalogue;
import dev.anabranch.model.type.Quantity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds what flows have published. */
@Command(
        name = "outputs",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Finds published datasets by their names, coordinates and metadata.",
        footer = {
            "",
            "Examples:",
            "  anabranch outputs",
            "  anabranch outputs --where name=t2m/mean --where step_id=24",
            "  anabranch outputs --json | jq -r '.[].file'"
        })
final class OutputsCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(
            names = "--where",
            paramLabel = "KEY=VALUE",
            description = "Only what has this name, flow, coordinate or metadata. May be repeated: all must hold.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--outputs",
            paramLabel = "DIR",
            defaultValue = ".anabranch/outputs",
            description = "The catalogue's directory (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(names = "--json", description = "Prints a JSON array of objects with name, index, metadata and file.")
    private boolean json;

    OutputsCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (!OutputCatalogue.exists(directory)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE,
                    "There is no output catalogue in " + directory + ". Run a flow first, or name one with --outputs.");
        }
        List<CatalogueEntry> found;
        try (OutputCatalogue catalogue = OutputCatalogue.open(directory)) {
            found = catalogue.find(List.copyOf(where.entrySet()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.RUN_FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
        }
        if (json) {
            printJson(found);
        } else {
            printRows(found);
        }
        return ExitCode.DONE.status();
    }

    private void printJson(List<CatalogueEntry> found) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (CatalogueEntry entry : found) {
            ObjectNode node = array.addObject();
            node.put("flow", entry.flow());
            node.put("name", entry.name());
            node.set("index", entry.index());
            node.set("metadata", entry.metadata());
            node.put("file", entry.file().toString());
            node.put("bytes", entry.bytes());
        }
        screen.out().println(array.toPrettyString());
    }

    private void printRows(List<CatalogueEntry> found) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"name", "index", "metadata", "size", "file"});
        for (CatalogueEntry entry : found) {
            rows.add(new String[] {
                entry.name(),
                pairs(entry.index()),
                pairs(entry.metadata()),
                Quantity.showBytes(entry.bytes()),
                entry.file().toString()
            });
        }
        int[] widths = new int[5];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                line.append(String.format(Locale.ROOT, "%-" + Math.max(1, widths[i]) + "s  ", rows.get(r)[i]));
            }
            line.append(rows.get(r)[4]);
            screen.out().println(r == 0 ? screen.style("2", line.toString()) : line.toString());
        }
        screen.out().printf(Locale.ROOT, "%,d %s%n", found.size(), found.size() == 1 ? "dataset" : "datasets");
    }

    private static String pairs(ObjectNode object) {
        List<String> pairs = new ArrayList<>();
        object.properties()
                .forEach(f -> pairs.add(f.getKey() + "=" + f.getValue().asText()));
        return String.join(" ", pairs);
    }
}
