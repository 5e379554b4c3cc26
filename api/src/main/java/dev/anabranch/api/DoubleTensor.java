package dev.anabranch.api;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A tensor of 64-bit floating-point numbers: {@code tensor<f64>} in a flow. */
public final class DoubleTensor extends Tensor {
    private DoubleTensor(ArrowBuf data, long[] shape) {
        super(ElementType.F64, data, shape);
    }

    /** A new tensor of zeros. */
    public static DoubleTensor zeros(BufferAllocator allocator, long... shape) {
        return new DoubleTensor(allocate(allocator, ElementType.F64, shape), shape);
    }

    /** A new tensor with the given elements, row by row. */
    public static DoubleTensor of(BufferAllocator allocator, double[] elements, long... shape) {
        if (size(shape) != elements.length) {
            throw new IllegalArgumentException(elements.length + " elements for a tensor of " + size(shape));
        }
        DoubleTensor tensor = zeros(allocator, shape);
        for (int i = 0; i < elements.length; i++) {
            tensor.set(i, elements[i]);
        }
        return tensor;
    }

    /** A tensor over memory that is handed over with its hold. */
    public static DoubleTensor wrap(ArrowBuf data, long... shape) {
        return new DoubleTensor(data, shape);
    }

    /** The element at a position, counted row by row from 0. */
    public double get(long position) {
        return data().getDouble(position * Double.BYTES);
    }

    /** Writes an element, before the tensor is handed over. */
    public void set(long position, double value) {
        data().setDouble(position * Double.BYTES, value);
    }

    /** A copy of the elements, row by row. */
    public double[] toArray() {
        double[] elements = new double[Math.toIntExact(size())];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = get(i);
        }
        return elements;
    }

    @Override
    public DoubleTensor share() {
        super.share();
        return this;
    }
}
