package dev.anabranch.compiler.resolve;

import dev.anabranch.model.graph.Domain;
import java.util.Arrays;

/** Domains in their plainest form. */
public final class Domains {
    private Domains() {}

    /** Distinct integers in their order: regular if they stand at equal distances and ascend. */
    public static Domain ofIntegers(long... values) {
        if (values.length == 0) {
            return new Domain.Regular(0, 1, 0);
        }
        long step = values.length == 1 ? 1 : values[1] - values[0];
        boolean regular = step > 0;
        for (int i = 1; i < values.length && regular; i++) {
            regular = values[i] > values[i - 1] && values[i] - values[i - 1] == step;
        }
        return regular
                ? new Domain.Regular(values[0], step, values.length)
                : new Domain.Integers(Arrays.stream(values).boxed().toList());
    }
}
