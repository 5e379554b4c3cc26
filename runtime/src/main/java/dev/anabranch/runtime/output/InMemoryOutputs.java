package dev.anabranch.runtime.output;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps published datasets for the program that started the run, without copying them. They live until this is closed.
 * One run at a time; a later run's publications replace earlier ones of the same name and index.
 */
public final class InMemoryOutputs implements OutputSink, AutoCloseable {
    private record Key(String name, String index) {}

    private record Kept(Publication publication, Object value) {}

    private final Map<Key, Kept> kept = new LinkedHashMap<>();
    private final List<BufferAllocator> memories = new ArrayList<>();
    private @Nullable BufferAllocator memory;

    @Override
    public synchronized void begin(BufferAllocator runMemory) {
        memory = runMemory.newChildAllocator("outputs", 0, Long.MAX_VALUE);
        memories.add(memory);
    }

    @Override
    public synchronized void publish(Publication publication, Object value) {
        if (memory == null) {
            throw new IllegalStateException("no run has begun");
        }
        Kept before =
                kept.put(new Key(publication.name(), publication.index()), new Kept(publication, moved(value, memory)));
        if (before != null) {
            close(before.value);
        }
    }

    /** The value published under a name without an index, borrowed until this is closed. */
    public Optional<Object> value(String name) {
        return value(name, "{}");
    }

    /**
     * A published value, borrowed until this is closed.
     *
     * @param index a JSON object, as published
     */
    public synchronized Optional<Object> value(String name, String index) {
        return Optional.ofNullable(kept.get(new Key(name, index))).map(Kept::value);
    }

    /** What was published, in the order of names and then of indices as texts. */
    public synchronized List<Publication> publications() {
        return kept.values().stream()
                .map(Kept::publication)
                .sorted(Comparator.comparing(Publication::name).thenComparing(Publication::index))
                .toList();
    }

    /** Gives all kept datasets back, and with them the memory of their runs. */
    @Override
    public synchronized void close() {
        kept.values().forEach(entry -> close(entry.value));
        kept.clear();
        memory = null;
        for (BufferAllocator outputs : memories) {
            BufferAllocator run = outputs.getParentAllocator();
            outputs.close();
            if (run.getChildAllocators().isEmpty()) {
                run.close();
            }
        }
        memories.clear();
    }

    /** The same memory, with a hold of its own that the given allocator answers for. */
    private static Object moved(Object value, BufferAllocator target) {
        if (value instanceof Tensor tensor) {
            ArrowBuf data = held(tensor.data(), target);
            return switch (tensor.elementType()) {
                case F64 -> DoubleTensor.wrap(data, tensor.shape());
                case F32 -> FloatTensor.wrap(data, tensor.shape());
                case I64 -> LongTensor.wrap(data, tensor.shape());
                case I32 -> IntTensor.wrap(data, tensor.shape());
                case BOOL -> BooleanTensor.wrap(data, tensor.shape());
            };
        }
        if (value instanceof Bytes bytes) {
            return Bytes.wrap(held(bytes.data(), target), bytes.bytes());
        }
        if (value instanceof Table table) {
            return moved(table, target);
        }
        if (value instanceof Dataset || value instanceof Collection || value instanceof Map) {
            throw new UnsupportedOperationException(
                    "a " + value.getClass().getSimpleName() + " cannot be kept beyond the run");
        }
        return value;
    }

    private static ArrowBuf held(ArrowBuf data, BufferAllocator target) {
        return data.getReferenceManager().retain(data, target);
    }

    private static Table moved(Table table, BufferAllocator target) {
        List<VectorSchemaRoot> batches = new ArrayList<>();
        for (VectorSchemaRoot batch : table.batches()) {
            VectorSchemaRoot copy = VectorSchemaRoot.create(batch.getSchema(), target);
            batches.add(copy);
            try (ArrowRecordBatch memory = new VectorUnloader(batch).getRecordBatch()) {
                new VectorLoader(copy).load(memory);
            }
        }
        return Table.of(table.schema(), batches);
    }

    private static void close(Object value) {
        if (value instanceof Dataset dataset) {
            dataset.close();
        }
    }
}
