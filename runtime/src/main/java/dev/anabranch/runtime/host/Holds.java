package dev.anabranch.runtime.host;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The holds of the datasets in a value: the value itself, or the elements of a list or a map. Others have none. */
final class Holds {
    private Holds() {}

    /**
     * Whether a value is of the frequent kinds that hold nothing. Asked first: unlike a failed test for an interface,
     * tests for these classes cost next to nothing.
     */
    static boolean none(Object value) {
        return value instanceof Number || value instanceof String || value instanceof Boolean;
    }

    static void forEach(Object value, Consumer<Dataset> action) {
        if (value instanceof Dataset dataset) {
            action.accept(dataset);
        } else if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                if (element != null) {
                    forEach(element, action);
                }
            }
        } else if (value instanceof Map<?, ?> entries) {
            for (Object element : entries.values()) {
                if (element != null) {
                    forEach(element, action);
                }
            }
        }
    }

    static void share(Object value) {
        forEach(value, Dataset::share);
    }

    static void close(Object value) {
        if (value instanceof Tensor tensor) {
            tensor.close();
        } else if (!none(value)) {
            forEach(value, Dataset::close);
        }
    }

    static long bytes(Object value) {
        long[] sum = new long[1];
        forEach(value, dataset -> sum[0] += dataset.bytes());
        return sum[0];
    }

    /** Whether a value is a dataset, or a list or a map of values that has it. */
    static boolean contains(Object value, Dataset dataset) {
        if (value == dataset) {
            return true;
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().anyMatch(element -> element != null && contains(element, dataset));
        }
        return value instanceof Map<?, ?> entries
                && entries.values().stream().anyMatch(element -> element != null && contains(element, dataset));
    }

    /** Whether threads are told who adds holds to a dataset and who gives them back. */
    static boolean tells(Dataset dataset) {
        return dataset instanceof Tensor || dataset instanceof Bytes || dataset instanceof Table;
    }

    /** How many holds there are on a dataset, of classes that do not tell 1; others may change it meanwhile. */
    static int count(Dataset dataset) {
        if (dataset instanceof Tensor tensor) {
            return tensor.data().getReferenceManager().getRefCount();
        }
        if (dataset instanceof Bytes bytes) {
            return bytes.data().getReferenceManager().getRefCount();
        }
        return dataset instanceof Table table ? table.holds() : 1;
    }

    /** Whether nobody but who asks has any of a dataset's memory. */
    static boolean isAlone(Dataset dataset) {
        if (count(dataset) != 1) {
            return false;
        }
        if (dataset instanceof Table table) {
            for (VectorSchemaRoot batch : table.batches()) {
                for (FieldVector column : batch.getFieldVectors()) {
                    for (ArrowBuf buffer : column.getBuffers(false)) {
                        if (buffer.getReferenceManager().getRefCount() > 1) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }
}
