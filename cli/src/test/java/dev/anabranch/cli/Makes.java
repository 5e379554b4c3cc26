package dev.anabranch.cli;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.Task;

/** Datasets of every type, for flows that are checked and never run. */
public final class Makes {
    private Makes() {}

    private static UnsupportedOperationException never() {
        return new UnsupportedOperationException("only checked");
    }

    @Task
    public static DoubleTensor f64(long seed) {
        throw never();
    }

    @Task
    public static FloatTensor f32(long seed) {
        throw never();
    }

    @Task
    public static LongTensor i64(long seed) {
        throw never();
    }

    @Task
    public static IntTensor i32(long seed) {
        throw never();
    }

    @Task
    public static BooleanTensor bool(long seed) {
        throw never();
    }

    @Task
    public static Table table(long seed) {
        throw never();
    }

    @Task
    public static Bytes bytes(long seed) {
        throw never();
    }
}
