package dev.anabranch.runtime.shared;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.Dataset;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * Describes datasets whose memory is in an arena, for {@link SharedReader} in other processes. A descriptor holds where the
 * memory is, never the memory: version (1 byte), kind (1), the arena's name, the slabs (reference and generation), then
 * the shape. Numbers are big-endian; a buffer is its slab's index, its offset there and its length.
 */
public final class SharedDatasets {
    static final int VERSION = 1;
    static final int TENSOR = 1;
    static final int BYTES = 2;
    static final int TABLE = 3;
    /** Stands for the slab of a buffer that has no bytes. */
    static final int NO_SLAB = 0xffff;

    private final Arena arena;
    private final Map<Long, Slab> slabs = new LinkedHashMap<>();
    private final List<Long> order = new ArrayList<>();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(rest);

    private SharedDatasets(Arena arena) {
        this.arena = arena;
    }

    /**
     * A descriptor that so many readers may open once each; their holds are taken at once. The caller keeps its own.
     *
     * @throws IllegalArgumentException if some of its memory lies elsewhere: allocate it with an allocator whose factory is
     *     the arena
     */
    public static byte[] describe(Arena arena, Dataset dataset, int readers) throws IOException {
        if (readers < 1) {
            throw new IllegalArgumentException("a descriptor for " + readers + " readers");
        }
        SharedDatasets describing = new SharedDatasets(arena);
        int kind = describing.shape(dataset);
        byte[] head = describing.head(kind);
        for (Slab slab : describing.slabs.values()) {
            slab.retain(readers);
        }
        return head;
    }

    private byte[] head(int kind) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(whole);
        head.writeByte(VERSION);
        head.writeByte(kind);
        head.writeUTF(arena.prefix());
        head.writeShort(slabs.size());
        for (Slab slab : slabs.values()) {
            head.writeLong(slab.reference());
            head.writeLong(slab.generation());
        }
        rest.writeTo(head);
        return whole.toByteArray();
    }

    private int shape(Dataset dataset) throws IOException {
        if (dataset instanceof Tensor tensor) {
            out.writeByte(tensor.elementType().ordinal());
            out.writeByte(tensor.rank());
            for (long extent : tensor.shape()) {
                out.writeLong(extent);
            }
            buffer(tensor.data(), tensor.bytes());
            return TENSOR;
        }
        if (dataset instanceof Bytes bytes) {
            buffer(bytes.data(), bytes.bytes());
            return BYTES;
        }
        if (dataset instanceof Table table) {
            byte[] schema = table.schema().serializeAsMessage();
            out.writeInt(schema.length);
            out.write(schema);
            out.writeInt(table.batches().size());
            for (VectorSchemaRoot batch : table.batches()) {
                batch(batch);
            }
            return TABLE;
        }
        throw new IllegalArgumentException(
                dataset.getClass().getName() + " cannot be shared: it is no tensor, table or bytes");
    }

    private void batch(VectorSchemaRoot root) throws IOException {
        VectorUnloader unloader = new VectorUnloader(root, true, NoCompressionCodec.INSTANCE, false);
        try (ArrowRecordBatch batch = unloader.getRecordBatch()) {
            out.writeInt(batch.getLength());
            out.writeInt(batch.getNodes().size());
            for (ArrowFieldNode node : batch.getNodes()) {
                out.writeLong(node.getLength());
                out.writeLong(node.getNullCount());
            }
            out.writeInt(batch.getBuffers().size());
            for (ArrowBuf buffer : batch.getBuffers()) {
                buffer(buffer, buffer.readableBytes());
            }
        }
    }

    private void buffer(ArrowBuf buffer, long length) throws IOException {
        if (length == 0) {
            out.writeShort(NO_SLAB);
            return;
        }
        long address = buffer.memoryAddress();
        Slab slab = arena.slabAt(address)
                .orElseThrow(() -> new IllegalArgumentException("a buffer of " + length + " bytes lies outside of the arena "
                        + arena.prefix() + ": allocate it with the arena's allocator"));
        if (slabs.putIfAbsent(slab.reference(), slab) == null) {
            order.add(slab.reference());
            if (order.size() >= NO_SLAB) {
                throw new IllegalArgumentException("a dataset of more than " + (NO_SLAB - 1) + " pieces of memory");
            }
        }
        out.writeShort(order.indexOf(slab.reference()));
        out.writeInt((int) (address - slab.address()));
        out.writeLong(length);
    }
}
