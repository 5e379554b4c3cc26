package dev.anabranch.runtime.checkpoint;

import dev.anabranch.runtime.output.ArrowDatasetFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * A folder of kept datasets: for each an Arrow IPC file, named after the key that says what the dataset is, and the CRC-32C
 * of its bytes. A file is written aside and moved into place whole, so several runs may use one folder: under one key they
 * write the same. Not forced to the platter: what a power cut takes is found by its checksum.
 */
public final class CheckpointFolder {
    /** What the keys of a schema's metadata begin with that are not the table's own. */
    static final String OURS = "anabranch.checkpoint.";

    private static final Pattern FILE = Pattern.compile("([0-9a-f]{64})-([0-9a-f]{8})\\.arrow");
    private static final Pattern PART = Pattern.compile("\\.[0-9a-f]{64}\\.(\\d+)\\.\\d+\\.part");
    private static final AtomicLong PARTS = new AtomicLong();
    private static final int CHUNK = 1 << 20;

    private final Path folder;

    /** @param folder made when the first dataset is kept */
    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /**
     * Keeps a dataset.
     *
     * @param key 64 hexadecimal digits, equal for equal datasets only
     * @param name the dataset as its author knows it
     * @return how many bytes its file has
     * @throws UnsupportedOperationException if no file can hold it
     */
    public long write(String key, String name, Object value) throws IOException {
        Files.createDirectories(folder);
        Path aside = folder.resolve(
                "." + key + "." + ProcessHandle.current().pid() + "." + PARTS.incrementAndGet() + ".part");
        try {
            long checksum;
            try (FileChannel out = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    BufferAllocator allocator = new RootAllocator()) {
                ChecksummedChannel checked = new ChecksummedChannel(out);
                Map<String, String> metadata = new TreeMap<>();
                metadata.put(OURS + "key", key);
                metadata.put(OURS + "name", name);
                ArrowDatasetFile.write(name, value, metadata, checked, allocator);
                checksum = checked.checksum();
            }
            long bytes = Files.size(aside);
            Path file = folder.resolve(key + "-" + HexFormat.of().toHexDigits((int) checksum) + ".arrow");
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** The files that are there by key, whole or not. */
    public Map<String, Path> files() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.arrow")) {
                for (Path entry : entries) {
                    Matcher name = FILE.matcher(entry.getFileName().toString());
                    if (name.matches()) {
                        files.put(name.group(1), entry);
                    }
                }
            }
        }
        return files;
    }

    /** Whether a file has just the bytes that were written, by the checksum in its name. */
    public static boolean isWhole(Path file) throws IOException {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(buffer.clear()) >= 0) {
                checksum.update(buffer.flip());
            }
        }
        return HexFormat.of().toHexDigits((int) checksum.getValue()).equals(name.group(2));
    }

    /**
     * Removes datasets, what processes that are gone had begun to write, and the folder if nothing is left in it.
     *
     * @param which of the keys
     * @return how many datasets
     */
    public int remove(Predicate<String> which) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int removed = 0;
        boolean left = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                Matcher kept = FILE.matcher(name);
                Matcher part = PART.matcher(name);
                boolean ours = kept.matches() && which.test(kept.group(1));
                if (ours || (part.matches() && isOver(Long.parseLong(part.group(1))))) {
                    Files.deleteIfExists(entry);
                    removed += ours ? 1 : 0;
                } else {
                    left = true;
                }
            }
        } catch (NoSuchFileException removedByAnother) {
            return removed;
        }
        if (!left) {
            Files.deleteIfExists(folder);
        }
        return removed;
    }

    private static boolean isOver(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty();
    }
}
