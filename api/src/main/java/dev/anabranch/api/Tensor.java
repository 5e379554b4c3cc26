package dev.anabranch.api;

import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A dense array of one element type in Arrow's layout, row by row (the last dimension varies fastest). The memory is
 * off-heap; see {@link Dataset} for its lifetime. Missing values of floating-point tensors are NaN.
 */
public abstract sealed class Tensor implements Dataset
        permits DoubleTensor, FloatTensor, LongTensor, IntTensor, BooleanTensor {
    private final ElementType elementType;
    private final long[] shape;
    private final long size;
    private final ArrowBuf data;

    Tensor(ElementType elementType, ArrowBuf data, long[] shape) {
        this.elementType = elementType;
        this.shape = shape.clone();
        this.size = size(shape);
        this.data = data;
    }

    static long size(long... shape) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    static ArrowBuf allocate(BufferAllocator allocator, ElementType type, long[] shape) {
        long bytes = type.bytes(size(shape));
        ArrowBuf buffer = allocator.buffer(Math.max(bytes, 1));
        buffer.setZero(0, bytes);
        buffer.writerIndex(bytes);
        return buffer;
    }

    /** What the elements are. */
    public final ElementType elementType() {
        return elementType;
    }

    /** The extents, outermost first; empty for a single number. */
    public final long[] shape() {
        return shape.clone();
    }

    /** How many dimensions it has. */
    public final int rank() {
        return shape.length;
    }

    /** One extent, 0 being the outermost dimension. */
    public final long extent(int dimension) {
        return shape[dimension];
    }

    /** How many elements it has. */
    public final long size() {
        return size;
    }

    /** Whether the other has the same extents. */
    public final boolean sameShape(Tensor other) {
        return Arrays.equals(shape, other.shape);
    }

    /** The memory itself, for kernels; read only once the tensor was handed over. */
    public final ArrowBuf data() {
        return data;
    }

    @Override
    public final long bytes() {
        return elementType.bytes(size);
    }

    @Override
    public Tensor share() {
        data.getReferenceManager().retain();
        TaskThread.tellShared(this);
        return this;
    }

    @Override
    public final void close() {
        TaskThread.tellClosed(this);
        data.getReferenceManager().release();
    }

    /** For messages: {@code tensor<f64>[3, 4]}. */
    @Override
    public final String toString() {
        return "tensor<" + elementType.label() + ">" + Arrays.toString(shape);
    }
}
