package dev.anabranch.runtime.shared;

import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.ElementType;
import dev.anabranch.api.FloatTensor;
import dev.anabranch.api.IntTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/** Makes datasets of descriptors, over the memory where the writer left it. */
public final class SharedReader {
    private final ArenaView view;
    private final BufferAllocator allocator;

    /** A reader whose datasets count in an allocator. */
    public SharedReader(ArenaView view, BufferAllocator allocator) {
        this.view = view;
        this.allocator = allocator;
    }

    /**
     * The described dataset; closing it gives back the hold that was taken for this reader. What the descriptor says is
     * checked against the slabs before any memory is read. Where it fails no hold is given back: the descriptor may be
     * anybody's.
     *
     * @throws StaleDescriptorException if what it describes is not there
     */
    public Dataset open(byte[] descriptor) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(descriptor);
        List<Slab> slabs = new ArrayList<>();
        try {
            int version = in.get();
            if (version != SharedDatasets.VERSION) {
                throw new StaleDescriptorException("a descriptor of version " + version + ", not " + SharedDatasets.VERSION);
            }
            int kind = in.get();
            byte[] prefix = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(prefix);
            String name = new String(prefix, StandardCharsets.UTF_8);
            int count = Short.toUnsignedInt(in.getShort());
            for (int i = 0; i < count; i++) {
                slabs.add(view.adopt(name, in.getLong(), in.getLong()));
            }
            return dataset(kind, in, new Wrapped(slabs));
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            StaleDescriptorException damaged = new StaleDescriptorException("a damaged descriptor: " + e);
            damaged.initCause(e);
            throw damaged;
        }
    }

    private Dataset dataset(int kind, ByteBuffer in, Wrapped memory) throws IOException {
        List<VectorSchemaRoot> batches = new ArrayList<>();
        boolean whole = false;
        try {
            Dataset dataset =
                    switch (kind) {
                        case SharedDatasets.TENSOR -> tensor(in, memory);
                        case SharedDatasets.BYTES -> {
                            Place place = memory.place(in);
                            yield Bytes.wrap(memory.held(place), place.length());
                        }
                        case SharedDatasets.TABLE -> table(in, memory, batches);
                        default -> throw new StaleDescriptorException("a descriptor of unknown kind " + kind);
                    };
            whole = true;
            return dataset;
        } finally {
            if (!whole) {
                batches.forEach(VectorSchemaRoot::close);
            }
            memory.close(whole);
        }
    }

    private static Dataset tensor(ByteBuffer in, Wrapped memory) throws IOException {
        int ordinal = in.get();
        if (ordinal < 0 || ordinal >= ElementType.values().length) {
            throw new StaleDescriptorException("an unknown element type " + ordinal);
        }
        ElementType type = ElementType.values()[ordinal];
        long[] shape = new long[Byte.toUnsignedInt(in.get())];
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.getLong();
            if (shape[i] < 0) {
                throw new StaleDescriptorException("a negative extent");
            }
            size = Math.multiplyExact(size, shape[i]);
        }
        Place place = memory.place(in);
        if (Math.multiplyExact(size, 8L) < 0 || type.bytes(size) != place.length()) {
            throw new StaleDescriptorException("a tensor of " + size + " elements in " + place.length() + " bytes");
        }
        ArrowBuf data = memory.held(place);
        return switch (type) {
            case F64 -> DoubleTensor.wrap(data, shape);
            case F32 -> FloatTensor.wrap(data, shape);
            case I64 -> LongTensor.wrap(data, shape);
            case I32 -> IntTensor.wrap(data, shape);
            case BOOL -> BooleanTensor.wrap(data, shape);
        };
    }

    private Table table(ByteBuffer in, Wrapped memory, List<VectorSchemaRoot> batches) throws IOException {
        byte[] message = new byte[count(in, 1)];
        in.get(message);
        Schema schema = Schema.deserializeMessage(ByteBuffer.wrap(message));
        int count = count(in, Integer.BYTES);
        for (int i = 0; i < count; i++) {
            int rows = in.getInt();
            List<ArrowFieldNode> nodes = new ArrayList<>();
            for (int left = count(in, 2 * Long.BYTES); left > 0; left--) {
                nodes.add(new ArrowFieldNode(in.getLong(), in.getLong()));
            }
            List<ArrowBuf> buffers = new ArrayList<>();
            for (int left = count(in, Short.BYTES); left > 0; left--) {
                buffers.add(memory.borrowed(memory.place(in)));
            }
            VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
            batches.add(root);
            try (ArrowRecordBatch batch = new ArrowRecordBatch(rows, nodes, buffers)) {
                new VectorLoader(root).load(batch);
            }
        }
        return Table.of(schema, batches);
    }

    /** A number of things of at least so many bytes each, no more than there can be. */
    private static int count(ByteBuffer in, int bytesEach) throws StaleDescriptorException {
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / bytesEach) {
            throw new StaleDescriptorException("a descriptor that announces more than it holds");
        }
        return count;
    }

    /** @param slab its index, or {@link SharedDatasets#NO_SLAB} */
    private record Place(int slab, long offset, long length) {}

    /** The described slabs as Arrow's buffers, one each with one hold. */
    private final class Wrapped {
        private final List<Slab> slabs;
        private final List<ArrowBuf> buffers = new ArrayList<>();
        private final List<Adopted> adopted = new ArrayList<>();

        Wrapped(List<Slab> slabs) {
            this.slabs = slabs;
            for (Slab slab : slabs) {
                Adopted allocation = new Adopted(slab);
                adopted.add(allocation);
                buffers.add(allocator.wrapForeignAllocation(allocation));
            }
        }

        Place place(ByteBuffer in) throws StaleDescriptorException {
            int slab = Short.toUnsignedInt(in.getShort());
            if (slab == SharedDatasets.NO_SLAB) {
                return new Place(slab, 0, 0);
            }
            Place place = new Place(slab, in.getInt(), in.getLong());
            if (slab >= slabs.size()
                    || place.offset < 0
                    || place.length < 0
                    || place.length > slabs.get(slab).capacity() - place.offset) {
                throw new StaleDescriptorException("a buffer outside of its slab");
            }
            return place;
        }

        /** A buffer that answers for no hold: who loads it takes one. */
        ArrowBuf borrowed(Place place) {
            return place.slab == SharedDatasets.NO_SLAB
                    ? allocator.getEmpty()
                    : buffers.get(place.slab).slice(place.offset, place.length).writerIndex(place.length);
        }

        ArrowBuf held(Place place) {
            ArrowBuf buffer = borrowed(place);
            buffer.getReferenceManager().retain();
            return buffer;
        }

        /** Gives back the holds that were taken while the dataset was made. */
        void close(boolean whole) {
            if (!whole) {
                adopted.forEach(Adopted::disown);
            }
            buffers.forEach(buffer -> buffer.getReferenceManager().release());
        }
    }

    /** The reader's hold on a slab; the mapping cannot go while it is reachable. */
    private static final class Adopted extends ForeignAllocation {
        private final Slab slab;
        private boolean owned = true;

        Adopted(Slab slab) {
            super(slab.capacity(), slab.address());
            this.slab = slab;
        }

        void disown() {
            owned = false;
        }

        @Override
        protected void release0() {
            if (owned) {
                slab.release();
            }
        }
    }
}
