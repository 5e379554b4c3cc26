package dev.anabranch.compiler.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reference as its author wrote it, so that help can show it as it should be.
 *
 * @param name the array
 * @param indices what stands between the brackets; empty if there are none
 */
record ReferenceText(String name, List<String> indices) {
    private static final int LONGEST = 60;

    ReferenceText {
        indices = List.copyOf(indices);
    }

    /** What a text says; empty if it is no reference, or too long to be shown twice. */
    static Optional<ReferenceText> of(String written) {
        int open = written.indexOf('[');
        String name = open < 0 ? written : written.substring(0, open);
        boolean whole = open < 0 || written.endsWith("]");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || !whole || written.length() > LONGEST || written.contains("\n")) {
            return Optional.empty();
        }
        List<String> indices = new ArrayList<>();
        int depth = 0;
        int from = open + 1;
        for (int i = open; i >= 0 && i < written.length(); i++) {
            char c = written.charAt(i);
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            boolean last = i == written.length() - 1;
            if (depth == 0 && !last) {
                return Optional.empty();
            }
            if (last || (c == ',' && depth == 1)) {
                indices.add(written.substring(from, i).strip());
                from = i + 1;
            }
        }
        return Optional.of(new ReferenceText(name, indices));
    }

    /** The same with another index at a place. */
    ReferenceText with(int place, String index) {
        List<String> changed = new ArrayList<>(indices);
        changed.set(place, index);
        return new ReferenceText(name, changed);
    }

    /** As it is written in a message, in backquotes. */
    String quoted() {
        return "`" + this + "`";
    }

    @Override
    public String toString() {
        return indices.isEmpty() ? name : name + "[" + String.join(", ", indices) + "]";
    }
}
