package dev.anabranch.runtime.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Writes each published dataset as one Arrow IPC file. A tensor becomes one column {@code value}, row by row; a table
 * its record batches; bytes and scalars one row of {@code value}. The schema's metadata holds {@code name},
 * {@code index} and {@code metadata} (JSON objects), and for tensors {@code shape} (a JSON array). The file's bytes
 * depend on the value only, and a file is either whole or not there.
 */
public final class ArrowOutputs implements OutputSink {
    private final Path folder;
    private final Consumer<PublishedFile> published;

    /**
     * Outputs in a folder.
     *
     * @param folder made if it does not exist
     * @param published is told each file once it is there, on the thread that wrote it, several at once
     */
    public ArrowOutputs(Path folder, Consumer<PublishedFile> published) {
        this.folder = folder;
        this.published = published;
    }

    @Override
    public void publish(Publication publication, Object value) throws IOException {
        Files.createDirectories(folder);
        String name = OutputNames.file(publication);
        Path target = folder.resolve(name);
        Path unfinished = folder.resolve("." + name + ".part");
        boolean whole = false;
        try {
            try (FileChannel out = FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    BufferAllocator allocator = new RootAllocator()) {
                // In the order of the keys, so that equal metadata gives equal bytes.
                Map<String, String> metadata = new TreeMap<>();
                metadata.put("name", publication.name());
                metadata.put("index", publication.index());
                metadata.put("metadata", publication.metadata());
                ArrowDatasetFile.write(publication, value, metadata, out, allocator);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(unfinished);
            }
        }
        published.accept(new PublishedFile(publication, target, Files.size(target)));
    }
}
