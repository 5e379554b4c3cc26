package dev.anabranch.runtime.plan;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.InvalidArrowFileException;
import org.jspecify.annotations.Nullable;

/** Some columns of one of a plan's tables, copied out of Arrow in bulk. */
final class PlanTable {
    private final String file;
    private final Map<String, String> metadata;
    private final Map<String, Object> columns;
    private final int rows;

    private PlanTable(String file, Map<String, String> metadata, Map<String, Object> columns, int rows) {
        this.file = file;
        this.metadata = metadata;
        this.columns = columns;
        this.rows = rows;
    }

    /** The named columns of a table; an absent table has no rows if it may be absent. */
    static PlanTable read(PlanSource source, String table, boolean optional, List<String> wanted) throws IOException {
        String file = table + ".arrow";
        Optional<SeekableByteChannel> opened = source.open(file);
        if (opened.isEmpty()) {
            if (optional) {
                return new PlanTable(file, Map.of(), Map.of(), 0);
            }
            throw new PlanFormatException("the plan has no " + file);
        }
        try (BufferAllocator allocator = new RootAllocator();
                TableBatches batches = new TableBatches(opened.get(), allocator)) {
            VectorSchemaRoot root = batches.root();
            Map<String, Object> columns = new LinkedHashMap<>();
            long rows = 0;
            boolean first = true;
            while (true) {
                // Without a batch the vectors are still there, and empty.
                boolean more = batches.next();
                if (!more && !first) {
                    break;
                }
                int added = more ? root.getRowCount() : 0;
                if (rows + added > Integer.MAX_VALUE - 8) {
                    throw new PlanFormatException(file + " has too many rows");
                }
                for (String name : wanted) {
                    FieldVector vector = root.getVector(name);
                    if (vector == null) {
                        throw new PlanFormatException(file + " has no column " + name);
                    }
                    columns.put(name, appended(file, vector, columns.get(name), (int) rows, added));
                }
                rows += added;
                first = false;
            }
            Map<String, String> metadata = root.getSchema().getCustomMetadata();
            return new PlanTable(file, metadata == null ? Map.of() : metadata, columns, (int) rows);
        } catch (InvalidArrowFileException wrong) {
            throw new PlanFormatException(file + " is not an Arrow file", wrong);
        }
    }

    private static Object appended(String file, FieldVector vector, @Nullable Object before, int rows, int added)
            throws PlanFormatException {
        if (vector.getNullCount() > 0) {
            throw new PlanFormatException(file + ": column " + vector.getName() + " has nulls");
        }
        if (vector instanceof IntVector) {
            int[] all = before == null ? new int[added] : Arrays.copyOf((int[]) before, rows + added);
            if (added > 0) {
                vector.getDataBuffer()
                        .nioBuffer(0, added * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asIntBuffer()
                        .get(all, rows, added);
            }
            return all;
        }
        if (vector instanceof BigIntVector) {
            long[] all = before == null ? new long[added] : Arrays.copyOf((long[]) before, rows + added);
            if (added > 0) {
                vector.getDataBuffer()
                        .nioBuffer(0, Math.multiplyExact(added, Long.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asLongBuffer()
                        .get(all, rows, added);
            }
            return all;
        }
        if (vector instanceof Float8Vector) {
            double[] all = before == null ? new double[added] : Arrays.copyOf((double[]) before, rows + added);
            if (added > 0) {
                vector.getDataBuffer()
                        .nioBuffer(0, Math.multiplyExact(added, Double.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asDoubleBuffer()
                        .get(all, rows, added);
            }
            return all;
        }
        if (vector instanceof BitVector bits) {
            boolean[] all = before == null ? new boolean[added] : Arrays.copyOf((boolean[]) before, rows + added);
            for (int i = 0; i < added; i++) {
                all[rows + i] = bits.get(i) != 0;
            }
            return all;
        }
        if (vector instanceof VarCharVector texts) {
            TextRows all = before == null ? new TextRows() : (TextRows) before;
            all.append(texts, added);
            return all;
        }
        throw new PlanFormatException(file + ": column " + vector.getName() + " has type "
                + vector.getField().getType());
    }

    int rows() {
        return rows;
    }

    Optional<String> metadata(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    int[] ints(String column) throws PlanFormatException {
        return rows == 0 ? new int[0] : typed(column, int[].class, "Int32");
    }

    long[] longs(String column) throws PlanFormatException {
        return rows == 0 ? new long[0] : typed(column, long[].class, "Int64");
    }

    double[] doubles(String column) throws PlanFormatException {
        return rows == 0 ? new double[0] : typed(column, double[].class, "Float64");
    }

    boolean[] truths(String column) throws PlanFormatException {
        return rows == 0 ? new boolean[0] : typed(column, boolean[].class, "Bool");
    }

    TextColumn texts(String column) throws PlanFormatException {
        return rows == 0
                ? TextColumn.empty()
                : typed(column, TextRows.class, "Utf8").column();
    }

    /** A column that is kept, in little space. */
    IntColumn numbers(String column) throws PlanFormatException {
        return IntColumn.of(ints(column));
    }

    /** Names of many rows, in little space. */
    NameColumn names(String column) throws PlanFormatException {
        return NameColumn.of(texts(column));
    }

    private <T> T typed(String column, Class<T> type, String label) throws PlanFormatException {
        Object found = columns.get(column);
        if (!type.isInstance(found)) {
            throw new PlanFormatException(file + ": column " + column + " is not " + label);
        }
        return type.cast(found);
    }

    /** Grows a text column batch by batch. */
    private static final class TextRows {
        private byte[] bytes = new byte[0];
        private int[] offsets = new int[1];
        private int rows;

        void append(VarCharVector vector, int added) throws PlanFormatException {
            if (added == 0) {
                return;
            }
            ArrowBuf source = vector.getOffsetBuffer();
            int first = source.getInt(0);
            int length = source.getInt((long) added * Integer.BYTES) - first;
            int start = offsets[rows];
            if ((long) start + length > Integer.MAX_VALUE - 8) {
                throw new PlanFormatException("column " + vector.getName() + " holds more than 2 GiB of text");
            }
            bytes = Arrays.copyOf(bytes, start + length);
            vector.getDataBuffer().getBytes(first, bytes, start, length);
            offsets = Arrays.copyOf(offsets, rows + added + 1);
            for (int i = 1; i <= added; i++) {
                offsets[rows + i] = source.getInt((long) i * Integer.BYTES) - first + start;
            }
            rows += added;
        }

        TextColumn column() {
            return new TextColumn(bytes, offsets, rows);
        }
    }
}
