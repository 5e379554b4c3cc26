package dev.anabranch.benchmarks.processes;

import dev.anabranch.runtime.shared.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory runs may still share. A file system in memory may be given more than the machine has. */
final class SharedRoom {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private SharedRoom() {}

    /** Bytes that are free both in the file system and in the machine's memory. */
    static long bytes() throws IOException {
        long room = Files.getFileStore(RunFolder.parent()).getUsableSpace();
        if (!Files.isReadable(MEMORY)) {
            return room;
        }
        for (String line : Files.readAllLines(MEMORY)) {
            if (line.startsWith(AVAILABLE)) {
                return Math.min(room, Long.parseLong(line.replaceAll("\\D", "")) << 10);
            }
        }
        return room;
    }
}
