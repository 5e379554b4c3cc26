package dev.anabranch.testkit;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Whether two results of tasks are the same bit for bit. Positive and negative zero differ. A NaN is a NaN: Java says
 * nothing about its bits, and they change when code gets compiled. How the rows of a table are cut into batches is no
 * part of it.
 */
final class SameBits {
    private SameBits() {}

    static boolean same(Object a, Object b) {
        if (a instanceof DoubleTensor left && b instanceof DoubleTensor right) {
            return left.sameShape(right) && Arrays.equals(left.toArray(), right.toArray());
        }
        if (a instanceof FloatTensor left && b instanceof FloatTensor right) {
            return left.sameShape(right) && Arrays.equals(left.toArray(), right.toArray());
        }
        if (a instanceof Tensor left && b instanceof Tensor right) {
            return left.elementType() == right.elementType()
                    && left.sameShape(right)
                    && same(left.data(), right.data(), left.bytes());
        }
        if (a instanceof Bytes left && b instanceof Bytes right) {
            return left.bytes() == right.bytes() && same(left.data(), right.data(), left.bytes());
        }
        if (a instanceof Table left && b instanceof Table right) {
            return left.schema().equals(right.schema()) && rows(left).equals(rows(right));
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            boolean same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                same = same(left.get(i), right.get(i));
            }
            return same;
        }
        // Double.equals compares bits, as Arrays.equals does.
        return Objects.equals(a, b);
    }

    static String describe(Object value) {
        return value instanceof DoubleTensor tensor ? tensor + " " + Arrays.toString(tensor.toArray()) : "" + value;
    }

    private static boolean same(ArrowBuf a, ArrowBuf b, long bytes) {
        for (long at = 0; at < bytes; at++) {
            if (a.getByte(at) != b.getByte(at)) {
                return false;
            }
        }
        return true;
    }

    private static List<List<Object>> rows(Table table) {
        return table.batches().stream().flatMap(batch -> rows(batch).stream()).toList();
    }

    private static List<List<Object>> rows(VectorSchemaRoot batch) {
        return IntStream.range(0, batch.getRowCount())
                .mapToObj(row -> batch.getFieldVectors().stream()
                        .map(vector -> cell(vector, row))
                        .toList())
                .toList();
    }

    private static Object cell(FieldVector vector, int row) {
        Object value = vector.getObject(row);
        return value == null ? "null of " + vector.getField().getType() : value;
    }
}
