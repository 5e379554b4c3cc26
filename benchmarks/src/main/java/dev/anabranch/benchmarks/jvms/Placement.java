package dev.anabranch.benchmarks.jvms;

import java.util.List;

/** On which processors Java virtual machines run. */
public enum Placement {
    /** Each on one of its own. */
    APART("apart") {
        @Override
        Processors of(int jvm, Processors all) {
            return new Processors(List.of(all.numbers().get(jvm)));
        }
    },
    /** All on one and the same. */
    TOGETHER("together") {
        @Override
        Processors of(int jvm, Processors all) {
            return new Processors(List.of(all.numbers().get(0)));
        }
    },
    /** Wherever the system puts them. */
    FREE("free") {
        @Override
        Processors of(int jvm, Processors all) {
            return all;
        }
    };

    private final String text;

    Placement(String text) {
        this.text = text;
    }

    abstract Processors of(int jvm, Processors all);

    @Override
    public String toString() {
        return text;
    }
}
