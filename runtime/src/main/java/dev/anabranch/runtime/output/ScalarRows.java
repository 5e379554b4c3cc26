package dev.anabranch.runtime.output;

import dev.anabranch.api.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Makes single values columns of one row. */
final class ScalarRows {
    private static final String NAME = "value";

    private ScalarRows() {}

    static FieldVector row(Object what, Object value, BufferAllocator allocator) {
        if (value instanceof Double number) {
            Float8Vector vector = one(new Float8Vector(NAME, allocator));
            vector.set(0, number);
            return vector;
        }
        if (value instanceof Float number) {
            Float4Vector vector = one(new Float4Vector(NAME, allocator));
            vector.set(0, number);
            return vector;
        }
        if (value instanceof Long number) {
            BigIntVector vector = one(new BigIntVector(NAME, allocator));
            vector.set(0, number);
            return vector;
        }
        if (value instanceof Integer number) {
            IntVector vector = one(new IntVector(NAME, allocator));
            vector.set(0, number);
            return vector;
        }
        if (value instanceof Boolean truth) {
            BitVector vector = one(new BitVector(NAME, allocator));
            vector.set(0, truth ? 1 : 0);
            return vector;
        }
        if (value instanceof Duration duration) {
            FieldType type = FieldType.nullable(new ArrowType.Duration(TimeUnit.NANOSECOND));
            DurationVector vector = one(new DurationVector(NAME, type, allocator));
            vector.set(0, duration.toNanos());
            return vector;
        }
        if (value instanceof String || value instanceof Path) {
            VarCharVector vector = new VarCharVector(NAME, allocator);
            vector.setSafe(0, value.toString().getBytes(StandardCharsets.UTF_8));
            vector.setValueCount(1);
            return vector;
        }
        throw new UnsupportedOperationException(what + " is a "
                + value.getClass().getSimpleName()
                + "; tensors, tables, bytes, numbers, truth values, strings, paths and durations have files");
    }

    static VarBinaryVector bytes(Bytes value, BufferAllocator allocator) {
        VarBinaryVector vector = new VarBinaryVector(NAME, allocator);
        vector.setSafe(0, value.toArray());
        vector.setValueCount(1);
        return vector;
    }

    private static <V extends BaseFixedWidthVector> V one(V vector) {
        vector.allocateNew(1);
        vector.setValueCount(1);
        return vector;
    }
}
