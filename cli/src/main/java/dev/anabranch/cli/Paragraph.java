package dev.anabranch.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines that fit a terminal. */
final class Paragraph {
    /** What fits any terminal, and is easy to read on a wider one. */
    static final int WIDTH = 80;

    private Paragraph() {}

    /** Lines of at most so many characters, except that a longer word has a line of its own. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** The text with each line moved to the right. */
    static String indented(String text, int by) {
        String margin = " ".repeat(by);
        return margin + String.join("\n" + margin, lines(text, WIDTH - by));
    }
}
