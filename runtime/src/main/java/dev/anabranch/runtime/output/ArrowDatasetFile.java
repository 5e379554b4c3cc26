package dev.anabranch.runtime.output;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes one dataset as an Arrow IPC file. A tensor becomes one column {@code value}, row by row, with its {@code shape} (a
 * JSON array) in the schema's metadata; a table its record batches; bytes and scalars one row of {@code value}.
 */
public final class ArrowDatasetFile {
    /** Arrow counts the rows of a batch in an int; a multiple of eight keeps truth values on byte borders. */
    private static final long BATCH_ROWS = 1L << 30;

    private ArrowDatasetFile() {}

    /**
     * Writes a dataset.
     *
     * @param what the dataset, for messages
     * @param metadata goes into the schema, in the order of the map; entries are added
     * @throws UnsupportedOperationException if no such file can hold it
     */
    public static void write(
            Object what, Object value, Map<String, String> metadata, WritableByteChannel out, BufferAllocator allocator)
            throws IOException {
        if (value instanceof Tensor tensor) {
            metadata.put("shape", Arrays.toString(tensor.shape()));
            writeTensor(tensor, metadata, out, allocator);
        } else if (value instanceof Table table) {
            writeTable(table, metadata, out, allocator);
        } else if (value instanceof Bytes bytes) {
            try (FieldVector row = ScalarRows.bytes(bytes, allocator)) {
                writeRow(row, metadata, out);
            }
        } else {
            try (FieldVector row = ScalarRows.row(what, value, allocator)) {
                writeRow(row, metadata, out);
            }
        }
    }

    private static void writeTensor(
            Tensor tensor, Map<String, String> metadata, WritableByteChannel out, BufferAllocator allocator)
            throws IOException {
        Field field = new Field("value", FieldType.notNullable(type(tensor)), null);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(field), metadata), allocator);
                BatchFileWriter writer = new BatchFileWriter(root, out)) {
            writer.start();
            for (long first = 0; first < tensor.size(); first += BATCH_ROWS) {
                long rows = Math.min(BATCH_ROWS, tensor.size() - first);
                // The batch takes and gives back a hold of its own.
                ArrowBuf elements = tensor.data()
                        .slice(
                                tensor.elementType().bytes(first),
                                tensor.elementType().bytes(rows));
                // Without nulls the validity buffer may be empty.
                writer.write(new ArrowRecordBatch(
                        (int) rows, List.of(new ArrowFieldNode(rows, 0)), List.of(allocator.getEmpty(), elements)));
            }
            writer.end();
        }
    }

    private static ArrowType type(Tensor tensor) {
        return switch (tensor.elementType()) {
            case F64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case F32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case I64 -> new ArrowType.Int(64, true);
            case I32 -> new ArrowType.Int(32, true);
            case BOOL -> ArrowType.Bool.INSTANCE;
        };
    }

    private static void writeTable(
            Table table, Map<String, String> metadata, WritableByteChannel out, BufferAllocator allocator)
            throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Field field : table.schema().getFields()) {
            if (field.getDictionary() != null) {
                throw new UnsupportedOperationException("column " + field.getName()
                        + " is dictionary-encoded without its dictionary; decode it before it is published");
            }
            fields.add(field);
        }
        if (table.schema().getCustomMetadata() != null) {
            table.schema().getCustomMetadata().forEach(metadata::putIfAbsent);
        }
        try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields, metadata), allocator);
                BatchFileWriter writer = new BatchFileWriter(root, out)) {
            writer.start();
            for (VectorSchemaRoot batch : table.batches()) {
                writer.write(new VectorUnloader(batch).getRecordBatch());
            }
            writer.end();
        }
    }

    private static void writeRow(FieldVector row, Map<String, String> metadata, WritableByteChannel out)
            throws IOException {
        Schema schema = new Schema(List.of(row.getField()), metadata);
        VectorSchemaRoot root = new VectorSchemaRoot(schema, List.of(row), 1);
        try (BatchFileWriter writer = new BatchFileWriter(root, out)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
    }
}
