package dev.anabranch.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where the command writes: results to standard output, everything else to standard error; each with colours and
 * redrawn lines only if a person looks at it.
 *
 * @param out for results
 * @param err for progress, warnings and errors
 * @param outIsTerminal whether results go to a terminal
 * @param errIsTerminal whether the rest goes to a terminal
 * @param unicode whether characters beyond ASCII can be used to draw with
 */
record Screen(PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, boolean unicode) {
    /** The streams of this process. The launcher says which are terminals; Java alone cannot tell them apart. */
    static Screen ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        String terminals = System.getProperty("anabranch.terminals", "");
        String locale = environment
                .getOrDefault("LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")))
                .toUpperCase(Locale.ROOT);
        boolean unicode = locale.contains("UTF-8") || locale.contains("UTF8");
        return new Screen(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                !plain && terminals.contains("out"),
                !plain && terminals.contains("err"),
                unicode);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** A text in a style on standard output, or as it is. */
    String style(String ansi, String text) {
        return outIsTerminal ? "\u001b[" + ansi + "m" + text + "\u001b[0m" : text;
    }
}
