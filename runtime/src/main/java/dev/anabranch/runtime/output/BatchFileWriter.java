package dev.anabranch.runtime.output;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/** Writes record batches straight from the memory they are in; the root only names the schema. */
final class BatchFileWriter extends ArrowFileWriter {
    BatchFileWriter(VectorSchemaRoot schema, WritableByteChannel out) {
        super(schema, new DictionaryProvider.MapDictionaryProvider(), out);
    }

    /** Writes a batch and gives its holds on memory back. */
    void write(ArrowRecordBatch batch) throws IOException {
        try (batch) {
            writeRecordBatch(batch);
        }
    }
}
