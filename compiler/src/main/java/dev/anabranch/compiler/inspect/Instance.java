package dev.anabranch.compiler.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instance as a person asks for it: {@code mean[step: 24]}, or without the names of its indices, {@code mean[24]}.
 *
 * @param name the array
 * @param coordinates one for each index
 */
public record Instance(String name, List<Coordinate> coordinates) {
    private static final Pattern INDEX = Pattern.compile("([A-Za-z_][A-Za-z_0-9]*)\\s*:\\s*(.*)");

    public Instance {
        coordinates = List.copyOf(coordinates);
    }

    /**
     * A coordinate.
     *
     * @param index the name of the index, or an empty string where the place says which is meant
     * @param text as it is written, without quotation marks
     */
    public record Coordinate(String index, String text) {}

    /** Reads what a person or a plan wrote; blanks do not matter. */
    public static Instance of(String text) {
        String stripped = text.strip();
        int open = stripped.indexOf('[');
        if (open < 0 || !stripped.endsWith("]")) {
            return new Instance(stripped, List.of());
        }
        List<Coordinate> coordinates = new ArrayList<>();
        for (String part : parts(stripped.substring(open + 1, stripped.length() - 1))) {
            coordinates.add(coordinate(part.strip()));
        }
        return new Instance(stripped.substring(0, open).strip(), coordinates);
    }

    /** What stands between the commas that are not within quotation marks. */
    private static List<String> parts(String inside) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        boolean quoted = false;
        for (int i = 0; i < inside.length(); i++) {
            quoted ^= inside.charAt(i) == '"';
            if (inside.charAt(i) == ',' && !quoted) {
                parts.add(inside.substring(begin, i));
                begin = i + 1;
            }
        }
        if (!inside.isBlank()) {
            parts.add(inside.substring(begin));
        }
        return parts;
    }

    private static Coordinate coordinate(String part) {
        Matcher named = INDEX.matcher(part);
        String index = named.matches() ? named.group(1) : "";
        String text = named.matches() ? named.group(2) : part;
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return new Coordinate(index, quoted ? text.substring(1, text.length() - 1) : text);
    }

    /** Whether this means an instance whose indices are all named; named coordinates may come in any order. */
    boolean means(Instance known) {
        if (!name.equals(known.name) || coordinates.size() != known.coordinates.size()) {
            return false;
        }
        for (int i = 0; i < coordinates.size(); i++) {
            Coordinate asked = coordinates.get(i);
            Coordinate there = asked.index.isEmpty() ? known.coordinates.get(i) : known.at(asked.index);
            if (!asked.text.equals(there.text)) {
                return false;
            }
        }
        return true;
    }

    /** The coordinate of an index; one of no text if there is no such index. */
    private Coordinate at(String index) {
        return coordinates.stream()
                .filter(coordinate -> coordinate.index.equals(index))
                .findFirst()
                .orElse(new Coordinate(index, ""));
    }
}
