package dev.anabranch.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as lines in which columns begin below each other. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table that begins with the titles of its columns. */
    TextTable(String... titles) {
        rows.add(List.of(titles));
    }

    TextTable add(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The titles' line, then one for each row, each moved two characters to the right. */
    List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append("  ").append(cells.get(column));
            line.append(" ".repeat(widths[column] - cells.get(column).length()));
        }
        return line.toString().stripTrailing();
    }
}
