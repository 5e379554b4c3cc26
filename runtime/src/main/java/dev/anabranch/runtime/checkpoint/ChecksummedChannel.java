package dev.anabranch.runtime.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Passes bytes on and adds them to a CRC-32C. */
final class ChecksummedChannel implements WritableByteChannel {
    private final WritableByteChannel to;
    private final CRC32C checksum = new CRC32C();

    ChecksummedChannel(WritableByteChannel to) {
        this.to = to;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        ByteBuffer written = bytes.duplicate();
        int count = to.write(bytes);
        written.limit(written.position() + count);
        checksum.update(written);
        return count;
    }

    /** Of all that was written so far. */
    long checksum() {
        return checksum.getValue();
    }

    @Override
    public boolean isOpen() {
        return to.isOpen();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}
