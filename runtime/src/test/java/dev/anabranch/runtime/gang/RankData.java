package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Elements of ranks. */
final class RankData {
    static final List<ElementType> NUMBERS =
            List.of(ElementType.F64, ElementType.F32, ElementType.I64, ElementType.I32);

    private RankData() {}

    /** Numbers of which sums depend on the order. */
    static List<byte[]> inputs(int size, ElementType type, int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToObj(rank -> {
                    ByteBuffer bytes =
                            ByteBuffer.allocate((int) type.bytes(count)).order(ByteOrder.nativeOrder());
                    for (int i = 0; i < count; i++) {
                        double value = random.nextGaussian() * Math.pow(10, random.nextInt(12));
                        switch (type) {
                            case F64 -> bytes.putDouble(value);
                            case F32 -> bytes.putFloat((float) value);
                            case I64 -> bytes.putLong(random.nextLong());
                            default -> bytes.putInt(random.nextInt());
                        }
                    }
                    return bytes.array();
                })
                .toList();
    }

    static ArrowBuf filled(BufferAllocator allocator, byte[] bytes) {
        ArrowBuf data = allocator.buffer(Math.max(1, bytes.length));
        data.setBytes(0, bytes);
        return data;
    }

    static List<byte[]> taken(List<ArrowBuf> data, long bytes) {
        List<byte[]> all = new ArrayList<>();
        for (ArrowBuf one : data) {
            byte[] copy = new byte[(int) bytes];
            one.getBytes(0, copy);
            all.add(copy);
            one.close();
        }
        return all;
    }
}
