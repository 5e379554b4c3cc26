package dev.anabranch.stdlib.table;

import dev.anabranch.api.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;

/** Batches that change hands without a copy of their buffers. */
final class Batches implements AutoCloseable {
    private final BufferAllocator allocator;
    private final List<VectorSchemaRoot> batches = new ArrayList<>();

    Batches(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes over all that the reader has left. */
    void moveAll(ArrowReader reader) throws IOException {
        while (reader.loadNextBatch()) {
            VectorSchemaRoot source = reader.getVectorSchemaRoot();
            if (source.getRowCount() == 0) {
                continue;
            }
            List<FieldVector> moved = new ArrayList<>();
            for (FieldVector vector : source.getFieldVectors()) {
                TransferPair pair = vector.getTransferPair(allocator);
                pair.transfer();
                moved.add((FieldVector) pair.getTo());
            }
            batches.add(new VectorSchemaRoot(source.getSchema(), moved, source.getRowCount()));
        }
    }

    /** Adds holds on the buffers of a batch. */
    void share(Schema schema, VectorSchemaRoot source) {
        VectorSchemaRoot shared = VectorSchemaRoot.create(schema, allocator);
        batches.add(shared);
        try (ArrowRecordBatch buffers = new VectorUnloader(source).getRecordBatch()) {
            new VectorLoader(shared).load(buffers);
        }
    }

    /** Hands the batches over as a table. */
    Table toTable(Schema schema) {
        Table table = Table.of(schema, batches);
        batches.clear();
        return table;
    }

    /** Frees what was not handed over. */
    @Override
    public void close() {
        AutoCloseables.closeNoChecked(() -> AutoCloseables.close(batches));
    }
}
