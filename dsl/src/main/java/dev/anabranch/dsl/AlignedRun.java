package dev.anabranch.dsl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Statements of one kind in lines that follow each other. Their cells stand below each other unless a line would get
 * too long.
 */
final class AlignedRun {
    /** How many columns an aligned line has at most. */
    static final int WIDEST = 100;

    private final Object kind;
    private final List<Row> rows = new ArrayList<>();

    AlignedRun(Object kind) {
        this.kind = kind;
    }

    boolean takes(Object other) {
        return kind.equals(other);
    }

    /**
     * Adds a statement.
     *
     * @param cells empty ones are left out of the statement's text
     */
    void add(List<String> cells) {
        rows.add(new Row(cells, new StringBuilder()));
    }

    /** Adds a comment behind the last statement. */
    void addComment(String comment) {
        rows.get(rows.size() - 1).comments.append("  ").append(comment);
    }

    /** The lines, each with its line break. */
    String text() {
        int cells = rows.stream().mapToInt(r -> r.cells.size()).max().orElse(0);
        List<Integer> widths = new ArrayList<>(Collections.nCopies(cells, 0));
        for (Row row : rows) {
            // What a statement ends with needs no room.
            for (int i = 0; i < row.last(); i++) {
                widths.set(i, Math.max(widths.get(i), row.cells.get(i).length()));
            }
        }
        boolean narrow = rows.stream().allMatch(r -> r.isPlain() && firstLine(r.aligned(widths)) <= WIDEST);
        StringBuilder out = new StringBuilder();
        for (Row row : rows) {
            out.append(LineFilling.fill(narrow ? row.aligned(widths) : row.plain()))
                    .append(row.comments)
                    .append('\n');
        }
        return out.toString();
    }

    private static int firstLine(String text) {
        int lineBreak = text.indexOf('\n');
        return lineBreak < 0 ? text.length() : lineBreak;
    }

    private record Row(List<String> cells, StringBuilder comments) {
        int last() {
            int last = cells.size() - 1;
            while (last > 0 && cells.get(last).isEmpty()) {
                last--;
            }
            return last;
        }

        /** Whether no text block stands in what others would be aligned with. */
        boolean isPlain() {
            return cells.subList(0, last()).stream().noneMatch(c -> c.indexOf('\n') >= 0);
        }

        String plain() {
            List<String> present = cells.stream().filter(c -> !c.isEmpty()).toList();
            return String.join(String.valueOf(ExpressionText.BREAK), present);
        }

        String aligned(List<Integer> widths) {
            StringBuilder out = new StringBuilder();
            int last = last();
            for (int i = 0; i < last; i++) {
                if (widths.get(i) > 0) {
                    String cell = cells.get(i).replace(ExpressionText.BREAK, ' ');
                    out.append(cell).append(" ".repeat(widths.get(i) - cell.length() + 1));
                }
            }
            return out.append(cells.get(last)).toString();
        }
    }
}
