package dev.anabranch.codegen.compile;

import dev.anabranch.codegen.source.SourceFile;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Generated source that Java does not accept: a fault of the generator, never of a flow. */
public final class GeneratedCodeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private static final int LINES_AROUND = 3;

    GeneratedCodeException(String message) {
        super(message);
    }

    /** The compiler's words with the lines that they are about. */
    static GeneratedCodeException of(List<Diagnostic<? extends JavaFileObject>> errors, List<SourceFile> files) {
        StringBuilder message = new StringBuilder("generated code does not compile; this is a fault of Anabranch\n");
        for (Diagnostic<? extends JavaFileObject> error : errors) {
            JavaFileObject source = error.getSource();
            message.append(source == null ? "" : source.getName() + ":" + error.getLineNumber() + ": ")
                    .append(error.getMessage(Locale.ROOT))
                    .append('\n');
            for (SourceFile file : files) {
                if (source != null && source.getName().endsWith(file.path())) {
                    excerpt(file.text(), error.getLineNumber(), message);
                }
            }
        }
        return new GeneratedCodeException(message.toString());
    }

    private static void excerpt(String text, long line, StringBuilder message) {
        List<String> lines = text.lines().toList();
        long from = Math.max(1, line - LINES_AROUND);
        long to = Math.min(lines.size(), line + LINES_AROUND);
        for (long number = from; number <= to; number++) {
            message.append(String.format(
                    Locale.ROOT, "%s%5d | %s%n", number == line ? ">" : " ", number, lines.get((int) number - 1)));
        }
    }
}
