package dev.anabranch.codegen.signature;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.Cost;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.Default;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Outputs;
import dev.anabranch.api.Table;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every type that a task may have. */
public final class Everything {
    private Everything() {}

    /** A class of the user. */
    public static final class State {}

    /** Several results. */
    public record Results(DoubleTensor q, List<Table> rest, int count) implements Outputs {}

    @Task(value = "all:types", deterministic = false)
    @Cost(time = "40ms", size = "6.5KiB")
    public static Results all(
            TaskContext context,
            DoubleTensor f64,
            FloatTensor f32,
            LongTensor i64,
            IntTensor i32,
            BooleanTensor bool,
            Tensor any,
            Table table,
            Bytes bytes,
            Dataset dataset,
            Object object,
            State state,
            @Default("40") int i,
            @Default("\"x\"") String s,
            long l,
            float f,
            double d,
            boolean b,
            Path p,
            @Default("6h") Duration t,
            List<? extends Tensor> tensors,
            List<List<String>> texts,
            Map<String, Object> rest) {
        throw new UnsupportedOperationException();
    }

    @Task
    public static <T extends DoubleTensor> void generate(Emitter<T> out, T in) {
        out.emit(in);
    }

    @Task
    public static @Nullable Long varargs(long first, double... more) {
        return first + more.length;
    }

    @Task(effect = true)
    public static void effect() {}

    /** Not a task, so whatever it takes. */
    public static void other(char[] letters, byte number) {
        throw new UnsupportedOperationException("" + letters.length + number);
    }
}
