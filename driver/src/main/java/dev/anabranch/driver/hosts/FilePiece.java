package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.transport.OutgoingDataset;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/**
 * A piece of a file as a dataset: neither end needs memory for more than a few of them.
 *
 * @param digest the file's SHA-256
 * @param offset where in the file it lies
 */
record FilePiece(Octets digest, long offset) {
    /** What is announced. */
    static final String KIND = "file";

    /** Bytes of all pieces but a file's last. */
    static final int BYTES = 4 << 20;

    private static final int DIGEST_BYTES = 32;

    OutgoingDataset dataset(long run, ArrowBuf content, int length) {
        Octets description = Octets.of(ByteBuffer.allocate(DIGEST_BYTES + Long.BYTES)
                .put(digest.toBytes())
                .putLong(offset)
                .array());
        return new OutgoingDataset(
                new Message.DatasetAnnouncement(new DatasetId(run, 0), KIND, description, DatasetLayout.of(length)),
                List.of(content));
    }

    /**
     * The piece that is announced.
     *
     * @throws IllegalArgumentException if it is none
     */
    static FilePiece of(Message.DatasetAnnouncement announcement) {
        byte[] description = announcement.description().toBytes();
        if (description.length != DIGEST_BYTES + Long.BYTES
                || announcement.layout().lengths().size() != 1
                || announcement.layout().total() > BYTES) {
            throw new IllegalArgumentException("a piece of a file is not announced so");
        }
        return new FilePiece(
                Octets.of(Arrays.copyOf(description, DIGEST_BYTES)),
                ByteBuffer.wrap(description).getLong(DIGEST_BYTES));
    }
}
