package dev.anabranch.driver.profile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.InvalidArrowFileException;

/** Some columns of an Arrow file, with all of its batches, and the metadata of its schema. */
final class ArrowColumns {
    private final Path file;
    private final Map<String, String> metadata;
    private final Map<String, List<Object>> columns = new LinkedHashMap<>();
    private int rows;

    private ArrowColumns(Path file, Map<String, String> metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    /**
     * Reads the named columns.
     *
     * @throws IOException if the file is missing, is not Arrow, or has not all of them
     */
    static ArrowColumns read(Path file, List<String> wanted) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            Map<String, String> metadata = root.getSchema().getCustomMetadata();
            ArrowColumns read = new ArrowColumns(file, metadata == null ? Map.of() : metadata);
            wanted.forEach(name -> read.columns.put(name, new ArrayList<>()));
            while (reader.loadNextBatch()) {
                for (String name : wanted) {
                    FieldVector vector = root.getVector(name);
                    if (vector == null) {
                        throw new IOException(file + " has no column " + name);
                    }
                    List<Object> column = read.column(name);
                    for (int row = 0; row < root.getRowCount(); row++) {
                        Object value = vector.getObject(row);
                        if (value == null) {
                            throw new IOException(file + " has nulls in column " + name);
                        }
                        column.add(value);
                    }
                }
                read.rows += root.getRowCount();
            }
            return read;
        } catch (InvalidArrowFileException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | IllegalStateException damaged) {
            throw new IOException(file + " is damaged", damaged);
        }
    }

    private List<Object> column(String name) {
        List<Object> column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("column " + name + " was not asked for");
        }
        return column;
    }

    int rows() {
        return rows;
    }

    String metadata(String key) {
        return metadata.getOrDefault(key, "");
    }

    String text(String name, int row) {
        return column(name).get(row).toString();
    }

    int number(String name, int row) throws IOException {
        return typed(name, row, Integer.class);
    }

    long size(String name, int row) throws IOException {
        return typed(name, row, Long.class);
    }

    double real(String name, int row) throws IOException {
        return typed(name, row, Double.class);
    }

    boolean truth(String name, int row) throws IOException {
        return typed(name, row, Boolean.class);
    }

    <T> List<T> list(String name, int row, Class<T> of) throws IOException {
        List<T> list = new ArrayList<>();
        for (Object element : typed(name, row, List.class)) {
            if (!of.isInstance(element)) {
                throw new IOException(file + " has other lists in column " + name);
            }
            list.add(of.cast(element));
        }
        return list;
    }

    private <T> T typed(String name, int row, Class<T> type) throws IOException {
        Object value = column(name).get(row);
        if (!type.isInstance(value)) {
            throw new IOException(file + " has another type of column " + name);
        }
        return type.cast(value);
    }
}
