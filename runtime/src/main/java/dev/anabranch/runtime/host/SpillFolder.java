package dev.anabranch.runtime.host;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where one worker's datasets wait on disk: a file each with the bytes of its memory, in a folder of their own that is made
 * for the first. Nobody but this run reads the files, so what the bytes are stays in memory, and what is read back has
 * exactly the bytes and the size that were written.
 */
final class SpillFolder {
    private final Path parent;
    private final Map<Integer, Waiting> waiting = new TreeMap<>();
    private @Nullable Path folder;

    /** @param parent made if it does not exist */
    SpillFolder(Path parent) {
        this.parent = parent;
    }

    /** A dataset on disk, without its memory. */
    private interface Waiting {
        Dataset read(Path file, BufferAllocator allocator) throws IOException;
    }

    /**
     * The bytes of one stretch of memory.
     *
     * @param over the dataset over memory that is handed over
     */
    private record WaitingMemory(long bytes, Function<ArrowBuf, Dataset> over) implements Waiting {
        static WaitingMemory write(Path file, ArrowBuf data, long bytes, Function<ArrowBuf, Dataset> over)
                throws IOException {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                BufferFiles.write(out, data, bytes);
            }
            return new WaitingMemory(bytes, over);
        }

        @Override
        public Dataset read(Path file, BufferAllocator allocator) throws IOException {
            try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
                return over.apply(BufferFiles.read(file, in, bytes, allocator));
            }
        }
    }

    /** A table, as an Arrow IPC stream. */
    private record WaitingTable(Schema schema) implements Waiting {
        static WaitingTable write(Path file, Table table) throws IOException {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                WriteChannel channel = new WriteChannel(out);
                for (VectorSchemaRoot batch : table.batches()) {
                    try (ArrowRecordBatch unloaded = new VectorUnloader(batch).getRecordBatch()) {
                        MessageSerializer.serialize(channel, unloaded);
                    }
                }
            }
            return new WaitingTable(table.schema());
        }

        @Override
        public Dataset read(Path file, BufferAllocator allocator) throws IOException {
            List<VectorSchemaRoot> batches = new ArrayList<>();
            boolean whole = false;
            try (ReadChannel in = new ReadChannel(FileChannel.open(file, StandardOpenOption.READ))) {
                for (ArrowRecordBatch batch = next(in, allocator); batch != null; batch = next(in, allocator)) {
                    try (ArrowRecordBatch loaded = batch) {
                        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                        batches.add(root);
                        new VectorLoader(root).load(loaded);
                    }
                }
                whole = true;
            } finally {
                if (!whole) {
                    batches.forEach(VectorSchemaRoot::close);
                }
            }
            return Table.of(schema, batches);
        }

        private static @Nullable ArrowRecordBatch next(ReadChannel in, BufferAllocator allocator) throws IOException {
            return (ArrowRecordBatch) MessageSerializer.deserializeMessageBatch(in, allocator);
        }
    }

    /**
     * Writes a dataset; its memory stays as it is.
     *
     * @throws PlanMistake if it is of a kind that does not go to disk
     */
    void write(int cell, Object value) throws IOException {
        if (value instanceof Tensor tensor) {
            ElementType type = tensor.elementType();
            long[] shape = tensor.shape();
            waiting.put(
                    cell,
                    WaitingMemory.write(file(cell), tensor.data(), tensor.bytes(), data -> tensor(type, data, shape)));
        } else if (value instanceof Bytes bytes) {
            long size = bytes.bytes();
            waiting.put(cell, WaitingMemory.write(file(cell), bytes.data(), size, data -> Bytes.wrap(data, size)));
        } else if (value instanceof Table table) {
            waiting.put(cell, WaitingTable.write(file(cell), table));
        } else {
            throw new PlanMistake("a value of " + value.getClass().getName() + " does not go to disk");
        }
    }

    private static Tensor tensor(ElementType type, ArrowBuf data, long[] shape) {
        return switch (type) {
            case F64 -> DoubleTensor.wrap(data, shape);
            case F32 -> FloatTensor.wrap(data, shape);
            case I64 -> LongTensor.wrap(data, shape);
            case I32 -> IntTensor.wrap(data, shape);
            case BOOL -> BooleanTensor.wrap(data, shape);
        };
    }

    /**
     * Reads a dataset back and forgets the file.
     *
     * @param allocator where its memory comes from
     * @throws PlanMistake if it is not there
     */
    Object read(int cell, BufferAllocator allocator) throws IOException {
        Object value = copy(cell, allocator);
        forget(cell);
        return value;
    }

    /** Removes what is on disk of a dataset. */
    void forget(int cell) throws IOException {
        if (waiting.remove(cell) != null) {
            Files.deleteIfExists(file(cell));
        }
    }

    /**
     * Reads a dataset back, and leaves it on disk as well.
     *
     * @param allocator where its memory comes from
     * @throws PlanMistake if it is not there
     */
    Dataset copy(int cell, BufferAllocator allocator) throws IOException {
        Waiting kept = waiting.get(cell);
        if (kept == null) {
            throw new PlanMistake("cell " + cell + " is read back, and was not written to disk");
        }
        return kept.read(file(cell), allocator);
    }

    private Path file(int cell) throws IOException {
        if (folder == null) {
            Files.createDirectories(parent);
            folder = Files.createTempDirectory(parent, ".anabranch-spill-");
        }
        return folder.resolve(String.valueOf(cell));
    }

    /** How many datasets wait. */
    int waiting() {
        return waiting.size();
    }

    /** Removes the folder and whatever is left in it. */
    void close() throws IOException {
        if (folder == null) {
            return;
        }
        BufferFiles.remove(folder);
        folder = null;
        waiting.clear();
    }
}
