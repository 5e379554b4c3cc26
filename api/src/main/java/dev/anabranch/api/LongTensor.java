package dev.anabranch.api;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A tensor of 64-bit integers: {@code tensor<i64>} in a flow. */
public final class LongTensor extends Tensor {
    private LongTensor(ArrowBuf data, long[] shape) {
        super(ElementType.I64, data, shape);
    }

    /** A new tensor of zeros. */
    public static LongTensor zeros(BufferAllocator allocator, long... shape) {
        return new LongTensor(allocate(allocator, ElementType.I64, shape), shape);
    }

    /** A new tensor with the given elements, row by row. */
    public static LongTensor of(BufferAllocator allocator, long[] elements, long... shape) {
        if (size(shape) != elements.length) {
            throw new IllegalArgumentException(elements.length + " elements for a tensor of " + size(shape));
        }
        LongTensor tensor = zeros(allocator, shape);
        for (int i = 0; i < elements.length; i++) {
            tensor.set(i, elements[i]);
        }
        return tensor;
    }

    /** A tensor over memory that is handed over with its hold. */
    public static LongTensor wrap(ArrowBuf data, long... shape) {
        return new LongTensor(data, shape);
    }

    /** The element at a position, counted row by row from 0. */
    public long get(long position) {
        return data().getLong(position * Long.BYTES);
    }

    /** Writes an element, before the tensor is handed over. */
    public void set(long position, long value) {
        data().setLong(position * Long.BYTES, value);
    }

    /** A copy of the elements, row by row. */
    public long[] toArray() {
        long[] elements = new long[Math.toIntExact(size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = get(i);
        }
        return elements;
    }

    @Override
    public LongTensor share() {
        super.share();
        return this;
    }
}
