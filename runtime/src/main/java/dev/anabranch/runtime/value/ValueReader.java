package dev.anabranch.runtime.value;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of what a {@link ValueWriter} of another process has written. Arrow's buffers are read where they lie. Of
 * classes only records and enums are made, by the names that the other process wrote, and only from the run's own classes.
 */
public final class ValueReader {
    private static final ElementType[] ELEMENTS = ElementType.values();

    private final BufferSource buffers;
    private final BufferAllocator allocator;
    private final ClassLoader classes;
    private final ByteBuffer in;
    private int at;

    private ValueReader(BufferSource buffers, BufferAllocator allocator, ClassLoader classes, ByteBuffer in, int at) {
        this.buffers = buffers;
        this.allocator = allocator;
        this.classes = classes;
        this.in = in;
        this.at = at;
    }

    /**
     * Reads a value.
     *
     * @param in has the description, in this machine's order of bytes; its position and limit are not looked at
     * @param at where the description begins
     * @param buffers finds its buffers
     * @param allocator accounts for what tables need beside their buffers
     * @param classes knows the records and enums
     * @throws IllegalStateException if there is no such value, or its classes are not known here
     */
    public static Object read(
            ByteBuffer in, int at, BufferSource buffers, BufferAllocator allocator, ClassLoader classes) {
        try {
            Object value = new ValueReader(buffers, allocator, classes, in, at).value();
            if (value == null) {
                throw new IllegalStateException("a dataset of another process is null");
            }
            return value;
        } catch (IndexOutOfBoundsException wrong) {
            throw new IllegalStateException("what another process wrote down is no value", wrong);
        }
    }

    /** How many elements follow, of at least so many bytes each: nothing is made for more than there can be. */
    private int count(int bytesEach) {
        int count = integer();
        if (count < 0 || (long) count * bytesEach > in.capacity() - at) {
            throw new IllegalStateException("what another process wrote down has " + count + " elements");
        }
        return count;
    }

    private int integer() {
        int value = in.getInt(at);
        at += Integer.BYTES;
        return value;
    }

    private long word() {
        long value = in.getLong(at);
        at += Long.BYTES;
        return value;
    }

    private byte[] bytes() {
        byte[] content = new byte[count(1)];
        in.get(at, content);
        at += content.length;
        return content;
    }

    private String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private @Nullable Object value() {
        ValueKind kind = ValueKind.of(in.get(at++));
        return switch (kind) {
            case NULL -> null;
            case TENSOR -> tensor();
            case BYTES -> {
                long length = word();
                yield Bytes.wrap(buffer(), length);
            }
            case TABLE -> table();
            case LONG -> word();
            case DOUBLE -> Double.longBitsToDouble(word());
            case TRUE -> true;
            case FALSE -> false;
            case INTEGER -> integer();
            case FLOAT -> Float.intBitsToFloat(integer());
            case STRING -> text();
            case PATH -> Path.of(text());
            case DURATION -> {
                long seconds = word();
                yield Duration.ofSeconds(seconds, integer());
            }
            case INSTANT -> Instant.parse(text());
            case DATE -> LocalDate.parse(text());
            case DATE_TIME -> LocalDateTime.parse(text());
            case DECIMAL -> new BigDecimal(text());
            case BIG_INTEGER -> new BigInteger(text());
            case DOUBLES -> {
                double[] numbers = new double[count(Double.BYTES)];
                Arrays.setAll(numbers, i -> Double.longBitsToDouble(word()));
                yield numbers;
            }
            case LONGS -> {
                long[] numbers = new long[count(Long.BYTES)];
                Arrays.setAll(numbers, i -> word());
                yield numbers;
            }
            case INTEGERS -> {
                int[] numbers = new int[count(Integer.BYTES)];
                Arrays.setAll(numbers, i -> integer());
                yield numbers;
            }
            case OCTETS -> bytes();
            case LIST -> list();
            case MAP -> {
                int size = count(1);
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                for (int i = 0; i < size; i++) {
                    Object key = value();
                    entries.put(key, value());
                }
                yield entries;
            }
            case ENUM -> constant();
            case RECORD -> structure();
        };
    }

    private List<@Nullable Object> list() {
        int size = count(1);
        List<@Nullable Object> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            elements.add(value());
        }
        return elements;
    }

    private Object constant() {
        String type = text();
        String name = text();
        for (Object constant : known(type).getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalStateException("enum " + type + " has no " + name);
    }

    private Class<?> known(String name) {
        try {
            Class<?> type = Class.forName(name, false, classes);
            if (!type.isRecord() && !type.isEnum()) {
                throw new IllegalStateException(name + " is neither a record nor an enum");
            }
            return type;
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("class " + name + " of another process is not known here", missing);
        }
    }

    private Object structure() {
        Class<?> type = known(text());
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value();
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | RuntimeException refused) {
            throw new IllegalStateException("record " + type.getName() + " cannot be made again: " + refused, refused);
        }
    }

    private Object tensor() {
        ElementType type = ELEMENTS[integer()];
        long[] shape = new long[count(Long.BYTES)];
        for (int dimension = 0; dimension < shape.length; dimension++) {
            shape[dimension] = word();
        }
        ArrowBuf data = buffer();
        return switch (type) {
            case F64 -> DoubleTensor.wrap(data, shape);
            case F32 -> FloatTensor.wrap(data, shape);
            case I64 -> LongTensor.wrap(data, shape);
            case I32 -> IntTensor.wrap(data, shape);
            case BOOL -> BooleanTensor.wrap(data, shape);
        };
    }

    private Table table() {
        Schema schema = Schema.deserializeMessage(ByteBuffer.wrap(bytes()));
        int count = count(1);
        List<VectorSchemaRoot> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(batch(schema));
        }
        return Table.of(schema, batches);
    }

    private VectorSchemaRoot batch(Schema schema) {
        int rows = integer();
        List<ArrowFieldNode> nodes = new ArrayList<>();
        for (int left = count(Long.BYTES); left > 0; left--) {
            int length = integer();
            nodes.add(new ArrowFieldNode(length, integer()));
        }
        List<Long> variadic = new ArrayList<>();
        for (int left = count(Long.BYTES); left > 0; left--) {
            variadic.add(word());
        }
        List<ArrowBuf> buffers = new ArrayList<>();
        for (int left = count(Long.BYTES); left > 0; left--) {
            buffers.add(buffer());
        }
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        // The batch takes holds of its own, and the vectors theirs of it.
        try (ArrowRecordBatch record = new ArrowRecordBatch(
                rows,
                nodes,
                buffers,
                org.apache.arrow.vector.compression.NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
                variadic,
                false)) {
            new VectorLoader(root).load(record);
        } finally {
            buffers.forEach(ArrowBuf::close);
        }
        return root;
    }

    private ArrowBuf buffer() {
        long length = word();
        long place = word();
        return length == 0 ? allocator.getEmpty() : buffers.get(place, length);
    }
}
