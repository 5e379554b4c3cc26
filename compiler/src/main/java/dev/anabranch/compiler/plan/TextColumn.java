package dev.anabranch.compiler.plan;

import java.util.ArrayList;
import java.util.List;

/** A column of texts that grows. */
final class TextColumn {
    private final List<String> values = new ArrayList<>();

    void add(String value) {
        values.add(value);
    }

    String[] toArray() {
        return values.toArray(new String[0]);
    }
}
