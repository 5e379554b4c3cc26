package dev.anabranch.api;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A tensor of 32-bit floating-point numbers: {@code tensor<f32>} in a flow. */
public final class FloatTensor extends Tensor {
    private FloatTensor(ArrowBuf data, long[] shape) {
        super(ElementType.F32, data, shape);
    }

    /** A new tensor of zeros. */
    public static FloatTensor zeros(BufferAllocator allocator, long... shape) {
        return new FloatTensor(allocate(allocator, ElementType.F32, shape), shape);
    }

    /** A new tensor with the given elements, row by row. */
    public static FloatTensor of(BufferAllocator allocator, float[] elements, long... shape) {
        if (size(shape) != elements.length) {
            throw new IllegalArgumentException(elements.length + " elements for a tensor of " + size(shape));
        }
        FloatTensor tensor = zeros(allocator, shape);
        for (int i = 0; i < elements.length; i++) {
            tensor.set(i, elements[i]);
        }
        return tensor;
    }

    /** A tensor over memory that is handed over with its hold. */
    public static FloatTensor wrap(ArrowBuf data, long... shape) {
        return new FloatTensor(data, shape);
    }

    /** The element at a position, counted row by row from 0. */
    public float get(long position) {
        return data().getFloat(position * Float.BYTES);
    }

    /** Writes an element, before the tensor is handed over. */
    public void set(long position, float value) {
        data().setFloat(position * Float.BYTES, value);
    }

    /** A copy of the elements, row by row. */
    public float[] toArray() {
        float[] elements = new float[Math.toIntExact(size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = get(i);
        }
        return elements;
    }

    @Override
    public FloatTensor share() {
        super.share();
        return this;
    }
}
