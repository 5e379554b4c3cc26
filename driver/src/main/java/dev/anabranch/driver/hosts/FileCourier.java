package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a run's files to one host that lacks them, piece by piece, while the run's thread does other things. */
final class FileCourier extends Thread {
    private static final Logger LOGGER = LoggerFactory.getLogger(FileCourier.class);

    private final long run;
    private final Peer peer;
    private final List<Octets> wanted;
    private final ShippedFiles files;
    private final BufferAllocator allocator;
    private final Consumer<String> failed;

    /**
     * For a host.
     *
     * @param wanted the digests of the files
     * @param failed is told why a file could not be sent
     */
    FileCourier(
            long run,
            Peer peer,
            List<Octets> wanted,
            ShippedFiles files,
            BufferAllocator allocator,
            Consumer<String> failed) {
        super("files-for-" + peer.id());
        this.run = run;
        this.peer = peer;
        this.wanted = wanted;
        this.files = files;
        this.allocator = allocator;
        this.failed = failed;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            for (Octets digest : wanted) {
                send(digest, files.place(digest.toHex()));
            }
        } catch (IOException unreadable) {
            failed.accept(String.valueOf(unreadable.getMessage()));
        } catch (ExecutionException gone) {
            // That the host is gone its peer tells.
            LOGGER.debug("{} got not all of the run's files", peer.id(), gone);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Octets digest, Path file) throws IOException, ExecutionException, InterruptedException {
        try (FileChannel in = FileChannel.open(file)) {
            long size = in.size();
            for (long offset = 0; offset < size; offset += FilePiece.BYTES) {
                int length = (int) Math.min(FilePiece.BYTES, size - offset);
                try (ArrowBuf content = allocator.buffer(length)) {
                    fill(content.nioBuffer(0, length), in, offset, file);
                    peer.send(new FilePiece(digest, offset).dataset(run, content, length))
                            .get();
                }
            }
        }
    }

    private static void fill(ByteBuffer room, FileChannel in, long offset, Path file) throws IOException {
        while (room.hasRemaining()) {
            if (in.read(room, offset + room.position()) < 0) {
                throw new IOException(file + " was changed while it was read");
            }
        }
    }
}
