package dev.anabranch.driver.calibrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A text with stretches of it replaced, whose places are those in the text as it was. */
final class EditedText {
    private record Edit(int from, int to, String by, int number) {}

    private final String before;
    private final List<Edit> edits = new ArrayList<>();

    EditedText(String before) {
        this.before = before;
    }

    /** Replaces what is from a place up to another; stretches do not overlap. */
    void replace(int from, int to, String by) {
        edits.add(new Edit(from, to, by, edits.size()));
    }

    /** Inserts before a place; of several at one place the first stands first. */
    void insert(int at, String text) {
        replace(at, at, text);
    }

    /** Removes the lines that a stretch is on. */
    void removeLines(int from, int to) {
        replace(lineStart(from), lineEnd(to), "");
    }

    /** Where the line of a place begins. */
    int lineStart(int at) {
        return before.lastIndexOf('\n', at - 1) + 1;
    }

    /** Behind the line break of the line of a place. */
    int lineEnd(int at) {
        int end = before.indexOf('\n', at);
        return end < 0 ? before.length() : end + 1;
    }

    /** What stands before a place on its line. */
    String before(int at) {
        return before.substring(lineStart(at), at);
    }

    /** The text with all of it. */
    String text() {
        StringBuilder text = new StringBuilder();
        int at = 0;
        edits.sort(
                Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to).thenComparingInt(Edit::number));
        for (Edit edit : edits) {
            text.append(before, at, edit.from()).append(edit.by());
            at = edit.to();
        }
        return text.append(before, at, before.length()).toString();
    }
}
