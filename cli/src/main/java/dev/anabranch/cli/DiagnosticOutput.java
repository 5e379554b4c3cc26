package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.Severity;
import java.util.List;

/** How diagnostics reach a person, or a program that asked for JSON. */
final class DiagnosticOutput {
    private DiagnosticOutput() {}

    /** Shows what a stage has to say; goes on with its value or ends the command. */
    static <T> T require(Checked<T> checked, Screen screen) throws CommandFailure {
        show(checked.diagnostics(), screen);
        if (checked.value().isEmpty()) {
            throw new CommandFailure(ExitCode.WRONG_FLOW, count(checked.diagnostics()));
        }
        return checked.value().get();
    }

    static void show(List<Diagnostic> diagnostics, Screen screen) {
        DiagnosticPrinter printer = screen.errIsTerminal() ? DiagnosticPrinter.coloured() : DiagnosticPrinter.plain();
        for (Diagnostic diagnostic : diagnostics) {
            screen.err().println(printer.print(diagnostic));
        }
    }

    /** For example {@code 3 errors, 1 warning}. */
    static String count(List<Diagnostic> diagnostics) {
        long errors =
                diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).count();
        long warnings = diagnostics.size() - errors;
        String some = warnings + (warnings == 1 ? " warning" : " warnings");
        if (errors == 0 && warnings > 0) {
            return some;
        }
        String text = errors + (errors == 1 ? " error" : " errors");
        return warnings == 0 ? text : text + ", " + some;
    }

    static ArrayNode json(List<Diagnostic> diagnostics) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Diagnostic diagnostic : diagnostics) {
            ObjectNode node = array.addObject();
            node.put("code", diagnostic.code().id());
            node.put("severity", diagnostic.severity().label());
            node.put("message", diagnostic.message());
            node.put("file", diagnostic.span().source().name());
            node.put("line", diagnostic.span().line());
            node.put("column", diagnostic.span().column());
            node.put(
                    "end_line",
                    diagnostic.span().source().lineAt(diagnostic.span().end()));
            node.put(
                    "end_column",
                    diagnostic.span().source().columnAt(diagnostic.span().end()));
            node.put("label", diagnostic.label());
            ArrayNode help = node.putArray("help");
            diagnostic.help().forEach(help::add);
        }
        return array;
    }
}
