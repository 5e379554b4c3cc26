package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An array of a flow in the making, and which of its datasets are defined. */
final class DraftArray {
    private final String name;
    private final ValueType type;
    private final List<Boolean> texts;
    private final boolean generated;
    private final Set<List<Object>> defined = new LinkedHashSet<>();
    private boolean closed;

    /**
     * @param texts for each index whether its coordinates are strings
     * @param generated whether a generator makes it
     */
    DraftArray(String name, ValueType type, List<Boolean> texts, boolean generated) {
        this.name = name;
        this.type = type;
        this.texts = List.copyOf(texts);
        this.generated = generated;
    }

    String name() {
        return name;
    }

    /** The same datasets as the output of a flow that is used. */
    DraftArray borrowed(String output) {
        DraftArray array = new DraftArray(output, type, texts, false);
        array.defined.addAll(defined);
        array.close();
        return array;
    }

    /** Whether a flow that is used defines it. */
    boolean isBorrowed() {
        return name.indexOf('.') >= 0;
    }

    ValueType type() {
        return type;
    }

    int rank() {
        return texts.size();
    }

    boolean isText(int index) {
        return texts.get(index);
    }

    boolean isGenerated() {
        return generated;
    }

    /** What exists so far, in the order in which it was added. */
    Set<List<Object>> defined() {
        return defined;
    }

    /** From now on nothing may be added: a list of it has been read. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
