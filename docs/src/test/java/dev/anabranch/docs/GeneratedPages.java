package dev.anabranch.docs;

import dev.anabranch.codegen.documentation.DocComment;
import dev.anabranch.driver.DiagnosticIndex;
import dev.anabranch.driver.example.DiagnosticExample;
import dev.anabranch.driver.example.ExampleFile;
import dev.anabranch.driver.library.DocumentedLibrary;
import dev.anabranch.driver.library.TaskLibraries;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanAxes;
import dev.anabranch.model.plan.PlanCoordinates;
import dev.anabranch.model.plan.PlanDispatch;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanMeanings;
import dev.anabranch.model.plan.PlanNumbers;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.model.plan.PlanTable;
import dev.anabranch.model.plan.StepKind;
import dev.anabranch.model.task.TaskDeclaration;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.Quantity;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of the reference that are made from the code. */
final class GeneratedPages {
    private static final String NOTE =
            "<!-- Made from the code by DocsTest; mvn test -pl docs -am -Ddocs.update=true writes it anew. -->\n\n";
    private static final Map<String, String> GROUPS = groups();

    private final Path repository;

    GeneratedPages(Path repository) {
        this.repository = repository;
    }

    /** The pages by file name. */
    Map<String, String> all() throws IOException {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("errors.md", errors());
        pages.put("plan-tables.md", planTables());
        pages.put("standard-library.md", standardLibrary());
        return pages;
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("F00", "Text and syntax");
        groups.put("F01", "Names and params");
        groups.put("F02", "Indices, shapes and publishing");
        groups.put("F03", "Types and arguments");
        groups.put("F04", "Instances");
        groups.put("F05", "Annotations");
        groups.put("F06", "Limits");
        groups.put("F07", "Cluster files and plans");
        return groups;
    }

    private static String errors() {
        StringBuilder page = new StringBuilder("# Errors\n\n" + NOTE
                + "Every diagnostic has a code. Each has an example here: a file with the mistake, what is printed about"
                + " it, and the file mended. `./anabranch explain CODE` prints the same. "
                + ExampleFile.NOTATION_IN_WORDS + '\n');
        GROUPS.forEach((prefix, group) -> {
            page.append("\n[").append(group).append("](#").append(anchor(group)).append(")\n\n");
            codes(prefix)
                    .forEach(code -> page.append("- [")
                            .append(code.id())
                            .append("](#")
                            .append(anchor(code.id()))
                            .append("): ")
                            .append(code.title())
                            .append('\n'));
        });
        GROUPS.forEach((prefix, group) -> {
            page.append("\n## ").append(group).append('\n');
            codes(prefix).forEach(code -> error(code, page));
        });
        return page.toString();
    }

    private static List<DiagnosticCode> codes(String prefix) {
        return DiagnosticIndex.all().stream()
                .filter(code -> code.id().startsWith(prefix))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    private static void error(DiagnosticCode code, StringBuilder page) {
        page.append("\n### ")
                .append(code.id())
                .append("\n\n**")
                .append(code.title().substring(0, 1).toUpperCase(Locale.ROOT))
                .append(code.title().substring(1))
                .append(".** ")
                .append(code.explanation())
                .append('\n');
        DiagnosticExample.of(code)
                .ifPresentOrElse(
                        example -> example(code, example, page),
                        () -> page.append('\n')
                                .append(DiagnosticExample.reasonForNone(code).orElseThrow())
                                .append('\n'));
    }

    private static void example(DiagnosticCode code, DiagnosticExample example, StringBuilder page) {
        for (ExampleFile other : example.others()) {
            page.append("\n`").append(other.name()).append("`:\n");
            block(language(example, other), other.text(), page);
        }
        // What the compiler says without a command of its own is checked once more with the other flows of the pages.
        boolean checked = alone(example, example.wrong()) && !example.printed().startsWith("warning");
        block(
                language(example, example.wrong()) + (checked ? " wrong=" + code.id() : ""),
                example.wrong().text(),
                page);
        block("text", example.printed(), page);
        page.append("\nMended:\n");
        block(language(example, example.mended()), example.mended().text(), page);
    }

    /** Flows that need more than themselves are no flows to the test of the pages. */
    private static String language(DiagnosticExample example, ExampleFile file) {
        if (file.name().endsWith(".yaml")) {
            return "yaml";
        }
        return alone(example, file) ? "flow" : "text";
    }

    private static boolean alone(DiagnosticExample example, ExampleFile file) {
        return example.others().isEmpty()
                && file.command().isEmpty()
                && !file.hasNotation()
                && !file.text().contains(file.name());
    }

    private static void block(String info, String text, StringBuilder page) {
        page.append("\n```").append(info).append('\n').append(text).append("```\n");
    }

    private String planTables() throws IOException {
        StringBuilder page = new StringBuilder("# The tables of a plan\n\n" + NOTE
                + "A plan folder holds `manifest.json`, one Arrow IPC file for each table, and the generated sources in"
                + " `sources/`. No column has nulls. [How to read a plan](../how-to/read-a-plan.md) has examples.\n");
        List<Class<? extends PlanTable>> tables = new ArrayList<>();
        for (RecordComponent component : Plan.class.getRecordComponents()) {
            if (PlanTable.class.isAssignableFrom(component.getType())) {
                tables.add(component.getType().asSubclass(PlanTable.class));
            }
        }
        tables.addAll(List.of(
                PlanAxes.class, PlanDispatch.class, PlanCoordinates.class, PlanNumbers.class, PlanMeanings.class));
        for (Class<? extends PlanTable> table : tables) {
            DocComment comment = modelComment(table);
            page.append("\n## ")
                    .append(fileName(table))
                    .append("\n\n")
                    .append(comment.markdown())
                    .append("\n\n| column | type | meaning |\n|---|---|---|\n");
            for (RecordComponent column : table.getRecordComponents()) {
                row(page, column, arrowType(column.getType()), comment);
            }
        }
        page.append("\n### Kinds of steps\n\n| kind | meaning |\n|---|---|\n");
        for (StepKind kind : StepKind.values()) {
            page.append("| `").append(kind).append("` | ").append(meaning(kind)).append(" |\n");
        }
        page.append("\n## manifest.json\n\n`format` is the version of this layout. `hashes` says what the plan was made"
                + " from, `summary` is the plan in a few numbers, `cluster` the machine that it was made for: its `hosts`"
                + " with the `speeds` of their workers, their `memory` in bytes, `labels` and `disk`, the links `same_host` and"
                + " `other_host` with `latency` in seconds and `bandwidth` in bytes per second, and the machine"
                + " `model`; `time_between_failures` is the mean in seconds, 0 if it is not known. `entry_class` names the generated entry class,"
                + " `origins` is the SHA-256 of the places in the flow that the plan refers to, `files` holds the"
                + " SHA-256 of every other file of the folder.\n");
        for (Class<?> part : List.of(PlanHashes.class, PlanSummary.class)) {
            DocComment comment = modelComment(part);
            page.append("\n### ")
                    .append(part == PlanHashes.class ? "hashes" : "summary")
                    .append("\n\n")
                    .append(comment.markdown())
                    .append("\n\n| key | type | meaning |\n|---|---|---|\n");
            for (RecordComponent component : part.getRecordComponents()) {
                row(page, component, jsonType(component.getType()), comment);
            }
        }
        return page.toString();
    }

    private String meaning(StepKind kind) throws IOException {
        String text = Files.readString(source("model", StepKind.class.getName()));
        Matcher comment =
                Pattern.compile("/\\*\\* ([^\\n]*) \\*/\\s*" + kind + "\\b").matcher(text);
        if (!comment.find()) {
            throw new IllegalStateException(kind + " has no comment");
        }
        return comment.group(1).replaceAll("\\{@code ([^}]*)}", "`$1`");
    }

    private static void row(StringBuilder page, RecordComponent component, String type, DocComment comment) {
        String meaning = comment.parameters().get(component.getName());
        if (meaning == null) {
            throw new IllegalStateException(component + " is not documented");
        }
        page.append("| `")
                .append(snakeCase(component.getName()))
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(meaning)
                .append(" |\n");
    }

    private static String arrowType(Class<?> column) {
        if (column == int[].class) {
            return "int32";
        }
        if (column == long[].class) {
            return "int64";
        }
        if (column == boolean[].class) {
            return "bool";
        }
        return column == double[].class ? "float64" : "utf8";
    }

    private static String jsonType(Class<?> component) {
        if (component == String.class) {
            return "text";
        }
        return component == List.class ? "texts" : "number";
    }

    private static String fileName(Class<?> table) {
        return snakeCase(table.getSimpleName().substring("Plan".length())) + ".arrow";
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private Path source(String module, String className) {
        return repository.resolve(module + "/src/main/java/" + className.replace('.', '/') + ".java");
    }

    /** The documentation comment of a record, which ends where its declaration begins. */
    private DocComment modelComment(Class<?> type) throws IOException {
        String text = Files.readString(source("model", type.getName()));
        int end = text.lastIndexOf("*/", text.indexOf("record " + type.getSimpleName() + "("));
        int begin = text.lastIndexOf("/**", end);
        if (begin < 0) {
            throw new IllegalStateException(type + " is not documented");
        }
        return DocComment.of(text.substring(begin + 3, end).replaceAll("(?m)^\\s*\\* ?", ""));
    }

    private static String standardLibrary() {
        StringBuilder page = new StringBuilder("# The standard library\n\n" + NOTE
                + "A flow names a library with `use`. A parameter with `=` has a default. *Estimate* is what the"
                + " library expects a call to take on a worker of speed 1, and the size of one output; `@cost` in a flow"
                + " takes its place. *Effect*: the task is never removed, merged or repeated. The operators of the"
                + " language are tasks of the library `elementwise`, which flows do not name; see"
                + " [the language](language.md#expressions). `./anabranch tasks` shows the same in a terminal, for"
                + " libraries of your own too.\n");
        new TaskLibraries(GeneratedPages.class.getClassLoader()).all().forEach(library -> library(library, page));
        return page.toString();
    }

    private static void library(DocumentedLibrary library, StringBuilder page) {
        page.append("\n## ")
                .append(library.library().name())
                .append("\n\n")
                .append(library.comment().markdown())
                .append('\n');
        for (TaskSignature task : library.library().tasks()) {
            DocComment comment = library.comment(task);
            page.append("\n### ")
                    .append(task.qualifiedName())
                    .append("\n\n```text\n")
                    .append(TaskDeclaration.of(task))
                    .append("\n```\n\n")
                    .append(comment.markdown())
                    .append('\n');
            if (!comment.parameters().isEmpty()) {
                page.append('\n');
            }
            comment.parameters()
                    .forEach((parameter, text) -> page.append("- `")
                            .append(parameter)
                            .append("`: ")
                            .append(text)
                            .append('\n'));
            if (!comment.result().isEmpty()) {
                page.append("\nResult: ").append(comment.result()).append('\n');
            }
            List<String> notes = new ArrayList<>();
            task.estimate()
                    .ifPresent(estimate -> notes.add("*Estimate*: " + Quantity.showSeconds(estimate.seconds()) + ", "
                            + Quantity.showBytes(estimate.bytes())));
            if (task.effect()) {
                notes.add("*Effect*");
            }
            if (!task.deterministic()) {
                notes.add("*Not deterministic*");
            }
            page.append('\n').append(String.join(". ", notes)).append(".\n");
        }
    }
}
