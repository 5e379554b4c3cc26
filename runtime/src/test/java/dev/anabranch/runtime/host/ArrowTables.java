package dev.anabranch.runtime.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Writes and reads small Arrow files. */
final class ArrowTables {
    private ArrowTables() {}

    /** Writes columns of {@code int[]}, {@code long[]}, {@code double[]}, {@code boolean[]} or {@code String[]} in batches of at most so many rows. */
    static void write(Path file, Map<String, Object> columns, int batch, Map<String, String> metadata)
            throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            List<Field> fields = new ArrayList<>();
            int rows = 0;
            for (Map.Entry<String, Object> column : columns.entrySet()) {
                rows = java.lang.reflect.Array.getLength(column.getValue());
                fields.add(new Field(column.getKey(), FieldType.notNullable(type(column.getValue())), null));
            }
            try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields, metadata), allocator);
                    FileChannel out = FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    ArrowFileWriter writer = new ArrowFileWriter(root, null, out)) {
                writer.start();
                for (int first = 0; first < rows; first += batch) {
                    int count = Math.min(batch, rows - first);
                    for (Map.Entry<String, Object> column : columns.entrySet()) {
                        fill(root.getVector(column.getKey()), column.getValue(), first, count);
                    }
                    root.setRowCount(count);
                    writer.writeBatch();
                }
                writer.end();
            }
        }
    }

    private static ArrowType type(Object column) {
        if (column instanceof int[]) {
            return new ArrowType.Int(32, true);
        }
        if (column instanceof double[]) {
            return new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        }
        if (column instanceof boolean[]) {
            return ArrowType.Bool.INSTANCE;
        }
        return column instanceof long[] ? new ArrowType.Int(64, true) : ArrowType.Utf8.INSTANCE;
    }

    private static void fill(FieldVector vector, Object column, int first, int count) {
        for (int i = 0; i < count; i++) {
            if (column instanceof int[] ints) {
                ((IntVector) vector).setSafe(i, ints[first + i]);
            } else if (column instanceof long[] longs) {
                ((BigIntVector) vector).setSafe(i, longs[first + i]);
            } else if (column instanceof double[] doubles) {
                ((Float8Vector) vector).setSafe(i, doubles[first + i]);
            } else if (column instanceof boolean[] truths) {
                ((BitVector) vector).setSafe(i, truths[first + i] ? 1 : 0);
            } else {
                ((VarCharVector) vector).setSafe(i, ((String[]) column)[first + i].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** A file's rows by column, and its schema. */
    record Content(Schema schema, Map<String, List<Object>> columns) {
        List<Object> column(String name) {
            return columns.get(name);
        }
    }

    static Content read(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(in, allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            Map<String, List<Object>> columns = new LinkedHashMap<>();
            root.getFieldVectors().forEach(vector -> columns.put(vector.getName(), new ArrayList<>()));
            while (reader.loadNextBatch()) {
                for (FieldVector vector : root.getFieldVectors()) {
                    for (int row = 0; row < root.getRowCount(); row++) {
                        Object value = vector.getObject(row);
                        columns.get(vector.getName())
                                .add(value instanceof org.apache.arrow.vector.util.Text ? value.toString() : value);
                    }
                }
            }
            return new Content(root.getSchema(), columns);
        }
    }
}
