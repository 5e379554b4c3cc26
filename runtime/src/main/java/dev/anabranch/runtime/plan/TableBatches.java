package dev.anabranch.runtime.plan;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Iterator;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageMetadataResult;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/**
 * The record batches of an Arrow file, one after the other. Those of a file on disk are mapped, so that columns that nobody
 * wants are never read.
 */
final class TableBatches implements AutoCloseable {
    /** What is smaller is read sooner than mapped. */
    private static final long LEAST_MAPPED = 1 << 20;

    private final SeekableByteChannel channel;
    private final BufferAllocator allocator;
    private final ArrowFileReader reader;
    private final VectorSchemaRoot root;
    private final Iterator<ArrowBlock> blocks;

    TableBatches(SeekableByteChannel channel, BufferAllocator allocator) throws IOException {
        this.channel = channel;
        this.allocator = allocator;
        this.reader = new ArrowFileReader(channel, allocator);
        try {
            this.root = reader.getVectorSchemaRoot();
            this.blocks = reader.getRecordBlocks().iterator();
        } catch (IOException | RuntimeException wrong) {
            reader.close();
            throw wrong;
        }
    }

    /** The vectors, which each batch fills anew; empty before the first. */
    VectorSchemaRoot root() {
        return root;
    }

    /** Goes on to the next batch; false after the last. */
    boolean next() throws IOException {
        if (!blocks.hasNext()) {
            return false;
        }
        ArrowBlock block = blocks.next();
        if (!(channel instanceof FileChannel file)
                || block.getBodyLength() < LEAST_MAPPED
                || block.getBodyLength() > Integer.MAX_VALUE) {
            return reader.loadRecordBatch(block);
        }
        channel.position(block.getOffset());
        MessageMetadataResult metadata = MessageSerializer.readMessage(new ReadChannel(channel));
        long start = block.getOffset() + block.getMetadataLength();
        if (metadata == null || block.getBodyLength() > file.size() - start) {
            throw new IOException("a record batch is cut off");
        }
        MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_ONLY, start, block.getBodyLength());
        try (ArrowBuf body = allocator.wrapForeignAllocation(new MappedBody(mapped));
                ArrowRecordBatch batch = MessageSerializer.deserializeRecordBatch(metadata, body)) {
            // The batch took the hold of the body, and has one for each of its slices.
            body.getReferenceManager().retain();
            new VectorLoader(root).load(batch);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Keeps a mapping reachable while vectors lie in it. */
    private static final class MappedBody extends ForeignAllocation {
        private final MappedByteBuffer mapped;

        MappedBody(MappedByteBuffer mapped) {
            super(mapped.capacity(), MemoryUtil.getByteBufferAddress(mapped));
            this.mapped = mapped;
        }

        @Override
        protected void release0() {
            // The mapping goes when it is collected, at the earliest when this object is.
            mapped.clear();
        }
    }
}
