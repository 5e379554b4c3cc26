package dev.anabranch.api;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows in Arrow record batches of one schema; see {@link Dataset} for its lifetime. */
public final class Table implements Dataset {
    private final Schema schema;
    private final List<VectorSchemaRoot> batches;
    private final long rows;
    private final long bytes;
    private final AtomicInteger holds = new AtomicInteger(1);

    private Table(Schema schema, List<VectorSchemaRoot> batches) {
        this.schema = schema;
        this.batches = List.copyOf(batches);
        long rowCount = 0;
        long byteCount = 0;
        for (VectorSchemaRoot batch : batches) {
            rowCount += batch.getRowCount();
            for (var vector : batch.getFieldVectors()) {
                for (ArrowBuf buffer : vector.getBuffers(false)) {
                    byteCount += buffer.capacity();
                }
            }
        }
        this.rows = rowCount;
        this.bytes = byteCount;
    }

    /** A table of batches that are handed over; an empty list is an empty table. */
    public static Table of(Schema schema, List<VectorSchemaRoot> batches) {
        return new Table(schema, batches);
    }

    /** The columns' names and types. */
    public Schema schema() {
        return schema;
    }

    /** The rows, in batches; borrowed. */
    public List<VectorSchemaRoot> batches() {
        return batches;
    }

    /** How many rows it has. */
    public long rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** How many holds there are now; others may share or close it meanwhile. */
    public int holds() {
        return holds.get();
    }

    @Override
    public Table share() {
        holds.incrementAndGet();
        TaskThread.tellShared(this);
        return this;
    }

    @Override
    public void close() {
        TaskThread.tellClosed(this);
        int left = holds.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("table closed more often than it was held");
        }
        if (left == 0) {
            batches.forEach(VectorSchemaRoot::close);
        }
    }

    /** For messages: the columns and the number of rows. */
    @Override
    public String toString() {
        return "table" + schema.getFields() + " of " + rows + " rows";
    }
}
