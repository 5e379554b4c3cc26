package dev.anabranch.driver.store;

import dev.anabranch.model.plan.PlanTable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
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

/**
 * One table of a plan as an Arrow IPC file. The columns are the components of the table's record, in snake case;
 * {@code int[]}, {@code long[]}, {@code double[]}, {@code boolean[]} and {@code String[]} become Int32, Int64, Float64,
 * Bool and Utf8.
 */
final class PlanTableFile {
    private PlanTableFile() {}

    static void write(PlanTable table, Path file, BufferAllocator allocator) throws IOException {
        RecordComponent[] components = table.getClass().getRecordComponents();
        List<FieldVector> vectors = new ArrayList<>();
        int rows = 0;
        for (RecordComponent component : components) {
            Object column = get(component, table);
            rows = java.lang.reflect.Array.getLength(column);
            vectors.add(vector(component, column, allocator));
        }
        List<Field> fields = vectors.stream().map(FieldVector::getField).toList();
        try (VectorSchemaRoot root = new VectorSchemaRoot(new Schema(fields), vectors, rows);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
            writer.start();
            writer.writeBatch();
            writer.end();
        }
    }

    static <T extends PlanTable> T read(Class<T> type, Path file, BufferAllocator allocator) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            if (!reader.loadNextBatch()) {
                throw new IOException(file + " holds no rows batch");
            }
            RecordComponent[] components = type.getRecordComponents();
            Object[] columns = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                FieldVector vector = root.getVector(columnName(components[i]));
                if (vector == null) {
                    throw new IOException(file + " has no column " + columnName(components[i]));
                }
                columns[i] = column(types[i], vector, root.getRowCount());
            }
            return type.getDeclaredConstructor(types).newInstance(columns);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a record of columns", e);
        }
    }

    /** The file's name in a plan folder: {@code PlanTasks} is {@code tasks.arrow}. */
    static String fileName(Class<? extends PlanTable> type) {
        String name = type.getSimpleName();
        return name.substring("Plan".length()).toLowerCase(Locale.ROOT) + ".arrow";
    }

    private static Object get(RecordComponent component, PlanTable table) {
        try {
            return component.getAccessor().invoke(table);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String columnName(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static FieldVector vector(RecordComponent component, Object column, BufferAllocator allocator) {
        String name = columnName(component);
        if (column instanceof int[] values) {
            IntVector vector = new IntVector(name, required(new ArrowType.Int(32, true)), allocator);
            vector.allocateNew(values.length);
            for (int i = 0; i < values.length; i++) {
                vector.set(i, values[i]);
            }
            vector.setValueCount(values.length);
            return vector;
        }
        if (column instanceof long[] values) {
            BigIntVector vector = new BigIntVector(name, required(new ArrowType.Int(64, true)), allocator);
            vector.allocateNew(values.length);
            for (int i = 0; i < values.length; i++) {
                vector.set(i, values[i]);
            }
            vector.setValueCount(values.length);
            return vector;
        }
        if (column instanceof double[] values) {
            Float8Vector vector = new Float8Vector(
                    name, required(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)), allocator);
            vector.allocateNew(values.length);
            for (int i = 0; i < values.length; i++) {
                vector.set(i, values[i]);
            }
            vector.setValueCount(values.length);
            return vector;
        }
        if (column instanceof boolean[] values) {
            BitVector vector = new BitVector(name, required(ArrowType.Bool.INSTANCE), allocator);
            vector.allocateNew(values.length);
            for (int i = 0; i < values.length; i++) {
                vector.set(i, values[i] ? 1 : 0);
            }
            vector.setValueCount(values.length);
            return vector;
        }
        String[] values = (String[]) column;
        VarCharVector vector = new VarCharVector(name, required(new ArrowType.Utf8()), allocator);
        vector.allocateNew(16L * values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            vector.setSafe(i, values[i].getBytes(StandardCharsets.UTF_8));
        }
        vector.setValueCount(values.length);
        return vector;
    }

    private static FieldType required(ArrowType type) {
        return new FieldType(false, type, null);
    }

    private static Object column(Class<?> type, FieldVector vector, int rows) {
        if (type == int[].class) {
            int[] values = new int[rows];
            IntVector source = (IntVector) vector;
            for (int i = 0; i < rows; i++) {
                values[i] = source.get(i);
            }
            return values;
        }
        if (type == long[].class) {
            long[] values = new long[rows];
            BigIntVector source = (BigIntVector) vector;
            for (int i = 0; i < rows; i++) {
                values[i] = source.get(i);
            }
            return values;
        }
        if (type == double[].class) {
            double[] values = new double[rows];
            Float8Vector source = (Float8Vector) vector;
            for (int i = 0; i < rows; i++) {
                values[i] = source.get(i);
            }
            return values;
        }
        if (type == boolean[].class) {
            boolean[] values = new boolean[rows];
            BitVector source = (BitVector) vector;
            for (int i = 0; i < rows; i++) {
                values[i] = source.get(i) != 0;
            }
            return values;
        }
        String[] values = new String[rows];
        VarCharVector source = (VarCharVector) vector;
        for (int i = 0; i < rows; i++) {
            values[i] = new String(source.get(i), StandardCharsets.UTF_8);
        }
        return values;
    }
}
