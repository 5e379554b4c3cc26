package dev.anabranch.stdlib.table;

import dev.anabranch.api.Table;
import java.util.Iterator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Offers a table's batches as they are to a consumer of Arrow's C stream: the consumer gets holds on the same buffers,
 * and nothing is copied. Borrowed: the table must be held until the consumer is done.
 */
final class BorrowedBatches extends ArrowReader {
    private final Table table;
    private final Iterator<VectorSchemaRoot> batches;
    private final VectorSchemaRoot none;
    private VectorSchemaRoot current;

    BorrowedBatches(BufferAllocator allocator, Table table) {
        super(allocator);
        this.table = table;
        this.batches = table.batches().iterator();
        this.none = VectorSchemaRoot.create(table.schema(), allocator);
        this.current = none;
    }

    @Override
    public VectorSchemaRoot getVectorSchemaRoot() {
        return current;
    }

    @Override
    public boolean loadNextBatch() {
        if (!batches.hasNext()) {
            return false;
        }
        current = batches.next();
        return true;
    }

    @Override
    public long bytesRead() {
        return table.bytes();
    }

    @Override
    protected void closeReadSource() {
        none.close();
    }

    @Override
    protected Schema readSchema() {
        return table.schema();
    }
}
