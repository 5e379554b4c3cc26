package dev.anabranch.cli;

import dev.anabranch.codegen.documentation.DocBlock;
import dev.anabranch.codegen.documentation.DocComment;
import dev.anabranch.driver.library.DocumentedLibrary;
import dev.anabranch.driver.library.ExampleCall;
import dev.anabranch.model.task.TaskDeclaration;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.Quantity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/** Libraries and tasks for a person: what to write first, then what it does. */
final class TasksPrinter {
    private static final String BOLD = "1";
    private static final String DIM = "2";

    private final Screen screen;
    private final PrintStream out;

    TasksPrinter(Screen screen) {
        this.screen = screen;
        this.out = screen.out();
    }

    void libraries(List<DocumentedLibrary> all) {
        int width = all.stream()
                .mapToInt(library -> library.library().name().length())
                .max()
                .orElse(0);
        int margin = Math.max(width, "library".length()) + 9;
        String row = "%-" + (margin - 9) + "s  %5s  %s%n";
        out.print(screen.style(
                        DIM,
                        String.format(Locale.ROOT, row, "library", "tasks", "").stripTrailing()) + "\n");
        for (DocumentedLibrary library : all) {
            List<String> lines = Paragraph.lines(library.comment().summary(), Math.max(20, Paragraph.WIDTH - margin));
            String first = lines.isEmpty() ? "" : lines.get(0);
            String name = library.library().name();
            int tasks = library.library().tasks().size();
            out.println(String.format(Locale.ROOT, row, name, tasks, first)
                    .stripTrailing()
                    .replaceFirst("^\\S+", Matcher.quoteReplacement(screen.style(BOLD, name))));
            lines.stream().skip(1).forEach(line -> out.println(" ".repeat(margin) + line));
        }
    }

    void library(DocumentedLibrary library) {
        out.println(screen.style(BOLD, library.library().name()) + "   " + library.use());
        out.println();
        blocks(library.comment());
        for (TaskSignature task : library.library().tasks()) {
            declaration(task);
            List<String> texts = new ArrayList<>();
            String summary = library.comment(task).summary();
            if (!summary.isEmpty()) {
                texts.add(summary);
            }
            String flags = String.join(", ", flags(task));
            if (!flags.isEmpty()) {
                texts.add("(" + flags + ")");
            }
            if (!texts.isEmpty()) {
                out.println(Paragraph.indented(String.join(" ", texts), 2));
            }
            out.println();
        }
        library.problems().forEach(problem -> {
            out.println(problem.method().isEmpty() ? "a problem of the class" : "no task: " + problem.method());
            out.println(Paragraph.indented(problem.message(), 2));
            out.println();
        });
        library.library().tasks().stream()
                .findFirst()
                .ifPresent(task -> out.println(screen.style(
                        DIM, "anabranch tasks " + name(library) + "." + task.name() + " tells all about one.")));
    }

    /** What to call a library on the command line: a class by its own name. */
    private static String name(DocumentedLibrary library) {
        return library.use().startsWith("use java ")
                ? library.library().className()
                : library.library().name();
    }

    private static List<String> flags(TaskSignature task) {
        List<String> flags = new ArrayList<>();
        if (task.effect()) {
            flags.add("effect");
        }
        if (!task.deterministic()) {
            flags.add("not deterministic");
        }
        if (task.aggregate().isPresent()) {
            flags.add("aggregate");
        }
        return flags;
    }

    /** On one line, or with a line for each parameter where that is too long. */
    private void declaration(TaskSignature task) {
        TaskDeclaration declaration = TaskDeclaration.of(task);
        String callee = screen.style(BOLD, declaration.callee());
        if (declaration.toString().length() <= Paragraph.WIDTH) {
            out.println(callee
                    + declaration.toString().substring(declaration.callee().length()));
        } else {
            String result = declaration.result().isEmpty() ? "" : " " + declaration.result();
            out.println(callee + "(\n    " + String.join(",\n    ", declaration.parameters()) + ")" + result);
        }
    }

    private void blocks(DocComment comment) {
        DocBlock.Kind before = DocBlock.Kind.PARAGRAPH;
        for (DocBlock block : comment.blocks()) {
            // Items of a list stand close together.
            if (before == DocBlock.Kind.ITEM && block.kind() != DocBlock.Kind.ITEM) {
                out.println();
            }
            switch (block.kind()) {
                case PARAGRAPH -> out.println(Paragraph.indented(block.text(), 2) + "\n");
                case ITEM ->
                    out.println("  - " + Paragraph.indented(block.text(), 4).strip());
                case CODE -> out.println(block.text().indent(6));
            }
            before = block.kind();
        }
        if (before == DocBlock.Kind.ITEM) {
            out.println();
        }
    }

    void task(DocumentedLibrary library, TaskSignature task) {
        DocComment comment = library.comment(task);
        declaration(task);
        out.println();
        blocks(comment);
        parameters(task, comment);
        result(task, comment);
        comment.errors().forEach((exception, text) -> entry("fails with " + exception, text));
        out.println();
        notes(task).forEach(note -> out.println(Paragraph.indented(note, 2)));
        out.println();
        out.println(screen.style(DIM, "  " + library.use()));
        out.println("  " + ExampleCall.of(task));
    }

    private void parameters(TaskSignature task, DocComment comment) {
        Iterator<String> declared = TaskDeclaration.of(task).parameters().iterator();
        for (Parameter parameter : task.parameters()) {
            if (parameter.kind() == Parameter.Kind.VALUE || parameter.kind() == Parameter.Kind.NAMED_REST) {
                entry(declared.next(), comment.parameters().getOrDefault(parameter.name(), ""));
            }
        }
    }

    private void result(TaskSignature task, DocComment comment) {
        String result = TaskDeclaration.of(task).result();
        if (!result.isEmpty()) {
            entry(result, comment.result());
        }
    }

    private void entry(String head, String text) {
        out.println("  " + screen.style(BOLD, head));
        if (!text.isEmpty()) {
            out.println(Paragraph.indented(text, 6));
        }
    }

    private static List<String> notes(TaskSignature task) {
        List<String> notes = new ArrayList<>();
        Map<String, String> meanings = Map.of(
                "effect", "effect: it is never removed, merged or repeated",
                "not deterministic", "not deterministic: equal calls are not merged",
                "aggregate", "aggregate: it may be split into parts that are combined");
        flags(task).forEach(flag -> notes.add(meanings.get(flag)));
        notes.add(task.estimate()
                .map(estimate -> "estimate: " + Quantity.showSeconds(estimate.seconds()) + " on a worker of speed 1, "
                        + Quantity.showBytes(estimate.bytes()) + " for an output")
                .orElse("estimate: none; say it with @cost in the flow, or the plan guesses"));
        return notes;
    }
}
