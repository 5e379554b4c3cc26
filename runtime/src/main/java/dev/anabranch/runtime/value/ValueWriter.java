package dev.anabranch.runtime.value;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value down for other processes of the run, in this machine's order of bytes. What Arrow holds stays where it is: of
 * a buffer only what its {@link BufferSink} answers is written down. Everything else is written out. One thread uses a writer.
 */
public final class ValueWriter {
    private static final int FIRST_BYTES = 512;

    private final BufferSink buffers;
    private ByteBuffer out = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.nativeOrder());

    /** @param buffers says what is written down of a buffer */
    public ValueWriter(BufferSink buffers) {
        this.buffers = buffers;
    }

    /**
     * Describes a value.
     *
     * @return the description, from its position to its limit, until the next call
     * @throws UnsupportedOperationException if values of its class do not go to other processes
     */
    public ByteBuffer describe(Object value) {
        out.clear();
        value(value);
        return out.duplicate().flip();
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + bytes))
                    .order(ByteOrder.nativeOrder());
            larger.put(out.flip());
            out = larger;
        }
    }

    @SuppressWarnings("EnumOrdinal") // who reads it runs the same classes
    private void kind(ValueKind kind) {
        room(1);
        out.put((byte) kind.ordinal());
    }

    private void integer(int value) {
        room(Integer.BYTES);
        out.putInt(value);
    }

    private void word(long value) {
        room(Long.BYTES);
        out.putLong(value);
    }

    private void bytes(byte[] content) {
        integer(content.length);
        room(content.length);
        out.put(content);
    }

    private void text(ValueKind kind, String value) {
        kind(kind);
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            kind(ValueKind.NULL);
        } else if (value instanceof Tensor tensor) {
            tensor(tensor);
        } else if (value instanceof Table table) {
            table(table);
        } else if (value instanceof Bytes bytes) {
            kind(ValueKind.BYTES);
            word(bytes.bytes());
            buffer(bytes.data());
        } else if (!scalar(value) && !structure(value)) {
            throw new UnsupportedOperationException(
                    "a value of " + value.getClass().getName()
                            + " does not go to another process; tensors, tables, bytes, scalars, lists, maps, enums and records of"
                            + " them do");
        }
    }

    private boolean scalar(Object value) {
        if (value instanceof Long number) {
            kind(ValueKind.LONG);
            word(number);
        } else if (value instanceof Double number) {
            kind(ValueKind.DOUBLE);
            word(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean truth) {
            kind(truth ? ValueKind.TRUE : ValueKind.FALSE);
        } else if (value instanceof Integer number) {
            kind(ValueKind.INTEGER);
            integer(number);
        } else if (value instanceof Float number) {
            kind(ValueKind.FLOAT);
            integer(Float.floatToRawIntBits(number));
        } else if (value instanceof String string) {
            text(ValueKind.STRING, string);
        } else if (value instanceof Path path) {
            text(ValueKind.PATH, path.toString());
        } else if (value instanceof Duration duration) {
            kind(ValueKind.DURATION);
            word(duration.getSeconds());
            integer(duration.getNano());
        } else if (value instanceof Instant || value instanceof LocalDate || value instanceof LocalDateTime) {
            text(ValueKind.of(value.getClass()), value.toString());
        } else if (value.getClass() == BigDecimal.class || value.getClass() == BigInteger.class) {
            text(ValueKind.of(value.getClass()), value.toString());
        } else {
            return array(value);
        }
        return true;
    }

    private boolean array(Object value) {
        if (value instanceof double[] numbers) {
            kind(ValueKind.DOUBLES);
            integer(numbers.length);
            for (double number : numbers) {
                word(Double.doubleToRawLongBits(number));
            }
        } else if (value instanceof long[] numbers) {
            kind(ValueKind.LONGS);
            integer(numbers.length);
            for (long number : numbers) {
                word(number);
            }
        } else if (value instanceof int[] numbers) {
            kind(ValueKind.INTEGERS);
            integer(numbers.length);
            for (int number : numbers) {
                integer(number);
            }
        } else if (value instanceof byte[] content) {
            kind(ValueKind.OCTETS);
            bytes(content);
        } else {
            return false;
        }
        return true;
    }

    private boolean structure(Object value) {
        if (value instanceof Collection<?> elements) {
            if (!(value instanceof List<?>)) {
                return false;
            }
            kind(ValueKind.LIST);
            integer(elements.size());
            elements.forEach(this::value);
        } else if (value instanceof Map<?, ?> entries) {
            kind(ValueKind.MAP);
            integer(entries.size());
            entries.forEach((key, element) -> {
                value(key);
                value(element);
            });
        } else if (value instanceof Enum<?> constant) {
            text(ValueKind.ENUM, constant.getDeclaringClass().getName());
            bytes(constant.name().getBytes(StandardCharsets.UTF_8));
        } else if (value.getClass().isRecord()) {
            components(value);
        } else {
            return false;
        }
        return true;
    }

    private void components(Object value) {
        text(ValueKind.RECORD, value.getClass().getName());
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                value(component.getAccessor().invoke(value));
            } catch (InvocationTargetException | IllegalAccessException | RuntimeException unreadable) {
                if (unreadable instanceof UnsupportedOperationException inside) {
                    throw inside;
                }
                throw new UnsupportedOperationException(
                        "the component " + component.getName() + " of record "
                                + value.getClass().getName() + " cannot be read: " + unreadable,
                        unreadable);
            }
        }
    }

    @SuppressWarnings("EnumOrdinal") // who reads it runs the same classes
    private void tensor(Tensor tensor) {
        kind(ValueKind.TENSOR);
        integer(tensor.elementType().ordinal());
        integer(tensor.rank());
        for (int dimension = 0; dimension < tensor.rank(); dimension++) {
            word(tensor.extent(dimension));
        }
        buffer(tensor.data());
    }

    private void table(Table table) {
        kind(ValueKind.TABLE);
        bytes(table.schema().serializeAsMessage());
        integer(table.batches().size());
        for (VectorSchemaRoot batch : table.batches()) {
            try (ArrowRecordBatch record = new VectorUnloader(batch, true, false).getRecordBatch()) {
                integer(record.getLength());
                integer(record.getNodes().size());
                for (ArrowFieldNode node : record.getNodes()) {
                    integer(node.getLength());
                    integer(node.getNullCount());
                }
                List<Long> variadic = record.getVariadicBufferCounts();
                integer(variadic.size());
                variadic.forEach(this::word);
                integer(record.getBuffers().size());
                record.getBuffers().forEach(buffer -> buffer(buffer, buffer.readableBytes()));
            }
        }
    }

    private void buffer(ArrowBuf buffer) {
        buffer(buffer, buffer.capacity());
    }

    private void buffer(ArrowBuf buffer, long length) {
        word(length);
        word(length == 0 ? 0 : buffers.put(buffer, length));
    }
}
