package dev.anabranch.runtime.host;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

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

    /**
     * Whether somebody else's only hold is the one there is: an argument that a task returned without sharing it. Of
     * classes that do not tell, it is assumed that the task did.
     */
    static boolean single(Dataset dataset) {
        if (dataset instanceof Tensor tensor) {
            return tensor.data().getReferenceManager().getRefCount() == 1;
        }
        if (dataset instanceof Bytes bytes) {
            return bytes.data().getReferenceManager().getRefCount() == 1;
        }
        return dataset instanceof Table table && table.holds() == 1;
    }
}
