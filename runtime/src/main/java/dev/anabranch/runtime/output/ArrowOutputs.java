package dev.anabranch.runtime.output;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
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
 * Writes each published dataset as one Arrow IPC file. A tensor becomes one column {@code value}, row by row; a table
 * its record batches; bytes and scalars one row of {@code value}. The schema's metadata holds {@code name},
 * {@code index} and {@code metadata} (JSON objects), and for tensors {@code shape} (a JSON array). The file's bytes
 * depend on the value only, and a file is either whole or not there.
 */
public final class ArrowOutputs implements OutputSink {
    /** Arrow counts the rows of a batch in an int; a multiple of eight keeps truth values on byte borders. */
    private static final long BATCH_ROWS = 1L << 30;

    private final Path folder;
    private final Consumer<PublishedFile> published;

    /**
     * Outputs in a folder.
     *
     * @param folder made if it does not exist
     * @param published is told each file once it is there, on the thread that wrote it, several at once
     */
    public ArrowOutputs(Path folder, Consumer<PublishedFile> published) {
        this.folder = folder;
        this.published = published;
    }

    @Override
    public void publish(Publication publication, Object value) throws IOException {
        Files.createDirectories(folder);
        String name = OutputNames.file(publication);
        Path target = folder.resolve(name);
        Path unfinished = folder.resolve("." + name + ".part");
        boolean whole = false;
        try {
            try (FileChannel out = FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    BufferAllocator allocator = new RootAllocator()) {
                write(publication, value, out, allocator);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(unfinished);
            }
        }
        published.accept(new PublishedFile(publication, target, Files.size(target)));
    }

    private static void write(Publication publication, Object value, FileChannel out, BufferAllocator allocator)
            throws IOException {
        // In the order of the keys, so that equal metadata gives equal bytes.
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("name", publication.name());
        metadata.put("index", publication.index());
        metadata.put("metadata", publication.metadata());
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
            try (FieldVector row = ScalarRows.row(publication, value, allocator)) {
                writeRow(row, metadata, out);
            }
        }
    }

    private static void writeTensor(
            Tensor tensor, Map<String, String> metadata, FileChannel out, BufferAllocator allocator)
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
            Table table, Map<String, String> metadata, FileChannel out, BufferAllocator allocator) throws IOException {
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

    private static void writeRow(FieldVector row, Map<String, String> metadata, FileChannel out) throws IOException {
        Schema schema = new Schema(List.of(row.getField()), metadata);
        VectorSchemaRoot root = new VectorSchemaRoot(schema, List.of(row), 1);
        try (BatchFileWriter writer = new BatchFileWriter(root, out)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
    }
}
