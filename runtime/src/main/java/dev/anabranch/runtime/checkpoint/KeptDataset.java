package dev.anabranch.runtime.checkpoint;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.TaskContext;
import dev.anabranch.api.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;

/** The tasks that stand, in a run that goes on, for those that had made the datasets of a checkpoint. */
public final class KeptDataset {
    /** From so many bytes on the rest of a file's batch is little beside the elements. */
    private static final long LARGE = 1 << 20;

    private KeptDataset() {}

    /** A tensor of 64-bit floating-point numbers. */
    public static DoubleTensor doubleTensor(TaskContext task, Path file) throws IOException {
        return (DoubleTensor) tensor(task, file);
    }

    /** A tensor of 32-bit floating-point numbers. */
    public static FloatTensor floatTensor(TaskContext task, Path file) throws IOException {
        return (FloatTensor) tensor(task, file);
    }

    /** A tensor of 64-bit integers. */
    public static LongTensor longTensor(TaskContext task, Path file) throws IOException {
        return (LongTensor) tensor(task, file);
    }

    /** A tensor of 32-bit integers. */
    public static IntTensor intTensor(TaskContext task, Path file) throws IOException {
        return (IntTensor) tensor(task, file);
    }

    /** A tensor of truth values. */
    public static BooleanTensor booleanTensor(TaskContext task, Path file) throws IOException {
        return (BooleanTensor) tensor(task, file);
    }

    /** Any tensor. A large one lies in the memory that its file was read into, a small one in its own. */
    public static Tensor tensor(TaskContext task, Path file) throws IOException {
        try (FileChannel in = open(task, file);
                ArrowFileReader reader = new ArrowFileReader(in, task.allocator())) {
            Schema schema = reader.getVectorSchemaRoot().getSchema();
            ElementType type = type(schema.getFields().get(0).getType());
            long[] shape =
                    shape(Objects.requireNonNull(schema.getCustomMetadata().get("shape")));
            long bytes = type.bytes(Arrays.stream(shape).reduce(1, Math::multiplyExact));
            List<ArrowBlock> blocks = reader.getRecordBlocks();
            ArrowBuf data = blocks.size() == 1 && bytes >= LARGE
                    ? inPlace(in, blocks.get(0), task.allocator())
                    : copied(in, blocks, bytes, task.allocator());
            return over(type, data, shape);
        }
    }

    private static FileChannel open(TaskContext task, Path file) throws IOException {
        return FileChannel.open(task instanceof KeptPlaces places ? places.here(file) : file, StandardOpenOption.READ);
    }

    private static ArrowRecordBatch batch(FileChannel in, ArrowBlock block, BufferAllocator allocator)
            throws IOException {
        in.position(block.getOffset());
        return MessageSerializer.deserializeRecordBatch(new ReadChannel(in), block, allocator);
    }

    /** The elements, behind what stands for the nulls that are not there. */
    private static ArrowBuf elements(ArrowRecordBatch batch) {
        return batch.getBuffers().get(1);
    }

    private static ArrowBuf inPlace(FileChannel in, ArrowBlock block, BufferAllocator allocator) throws IOException {
        try (ArrowRecordBatch batch = batch(in, block, allocator)) {
            ArrowBuf data = elements(batch);
            data.getReferenceManager().retain();
            return data;
        }
    }

    private static ArrowBuf copied(FileChannel in, List<ArrowBlock> blocks, long bytes, BufferAllocator allocator)
            throws IOException {
        ArrowBuf data = allocator.buffer(Math.max(bytes, 1));
        boolean whole = false;
        try {
            long at = 0;
            for (ArrowBlock block : blocks) {
                try (ArrowRecordBatch batch = batch(in, block, allocator)) {
                    long length = Math.min(elements(batch).readableBytes(), bytes - at);
                    data.setBytes(at, elements(batch), 0, length);
                    at += length;
                }
            }
            if (at < bytes) {
                throw new EOFException("the file has " + at + " bytes of " + bytes);
            }
            data.writerIndex(bytes);
            whole = true;
            return data;
        } finally {
            if (!whole) {
                data.close();
            }
        }
    }

    private static ElementType type(ArrowType type) {
        if (type instanceof ArrowType.FloatingPoint floating) {
            return floating.getPrecision() == FloatingPointPrecision.DOUBLE ? ElementType.F64 : ElementType.F32;
        }
        if (type instanceof ArrowType.Int integer) {
            return integer.getBitWidth() == Long.SIZE ? ElementType.I64 : ElementType.I32;
        }
        return ElementType.BOOL;
    }

    private static long[] shape(String text) {
        String extents = text.substring(1, text.length() - 1);
        return extents.isEmpty()
                ? new long[0]
                : Arrays.stream(extents.split(", ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }

    private static Tensor over(ElementType type, ArrowBuf data, long[] shape) {
        return switch (type) {
            case F64 -> DoubleTensor.wrap(data, shape);
            case F32 -> FloatTensor.wrap(data, shape);
            case I64 -> LongTensor.wrap(data, shape);
            case I32 -> IntTensor.wrap(data, shape);
            case BOOL -> BooleanTensor.wrap(data, shape);
        };
    }

    /** A table, with the batches that it had. */
    public static Table table(TaskContext task, Path file) throws IOException {
        List<VectorSchemaRoot> batches = new ArrayList<>();
        boolean whole = false;
        try (FileChannel in = open(task, file);
                ArrowFileReader reader = new ArrowFileReader(in, task.allocator())) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            Map<String, String> metadata = new TreeMap<>(root.getSchema().getCustomMetadata());
            metadata.keySet().removeIf(key -> key.startsWith(CheckpointFolder.OURS));
            Schema schema = new Schema(root.getSchema().getFields(), metadata);
            while (reader.loadNextBatch()) {
                batches.add(taken(root, schema, task.allocator()));
            }
            whole = true;
            return Table.of(schema, batches);
        } finally {
            if (!whole) {
                batches.forEach(VectorSchemaRoot::close);
            }
        }
    }

    private static VectorSchemaRoot taken(VectorSchemaRoot from, Schema schema, BufferAllocator allocator) {
        List<FieldVector> columns = new ArrayList<>();
        for (FieldVector column : from.getFieldVectors()) {
            TransferPair pair = column.getTransferPair(allocator);
            pair.transfer();
            columns.add((FieldVector) pair.getTo());
        }
        return new VectorSchemaRoot(schema, columns, from.getRowCount());
    }

    /** Bytes. */
    public static Bytes bytes(TaskContext task, Path file) throws IOException {
        return value(task, file, row -> Bytes.of(task.allocator(), ((VarBinaryVector) row).get(0)));
    }

    /** An integer. */
    public static long integer(TaskContext task, Path file) throws IOException {
        return value(task, file, row -> ((BigIntVector) row).get(0));
    }

    /** A floating-point number. */
    public static double number(TaskContext task, Path file) throws IOException {
        return value(task, file, row -> ((Float8Vector) row).get(0));
    }

    /** A truth value. */
    public static boolean truth(TaskContext task, Path file) throws IOException {
        return value(task, file, row -> ((BitVector) row).get(0) != 0);
    }

    /** A string. */
    public static String text(TaskContext task, Path file) throws IOException {
        return value(task, file, row -> ((VarCharVector) row).getObject(0).toString());
    }

    /** A span of time. */
    public static Duration duration(TaskContext task, Path file) throws IOException {
        return value(task, file, row -> ((DurationVector) row).getObject(0));
    }

    private interface RowReader<T> {
        T of(FieldVector row);
    }

    private static <T> T value(TaskContext task, Path file, RowReader<T> reader) throws IOException {
        try (FileChannel in = open(task, file);
                ArrowFileReader arrow = new ArrowFileReader(in, task.allocator())) {
            if (!arrow.loadNextBatch()) {
                throw new EOFException(file + " has no row");
            }
            return reader.of(arrow.getVectorSchemaRoot().getFieldVectors().get(0));
        }
    }
}
