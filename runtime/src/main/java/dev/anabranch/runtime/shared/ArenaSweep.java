package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes the segments that dead processes left in a folder; any process of the same user may do it for any other. */
public final class ArenaSweep {
    private ArenaSweep() {}

    /**
     * Removes segments whose owner is dead. Who still has one mapped keeps its memory until it unmaps it.
     *
     * @return what was removed
     */
    public static List<Path> sweep(Path folder) throws IOException {
        List<Path> removed = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "anabranch-*")) {
            for (Path file : files) {
                Optional<ArenaName> name = ArenaName.ofSegment(String.valueOf(file.getFileName()));
                if (name.isPresent()
                        && !name.get().ownerMayLive()
                        && Files.isWritable(file)
                        && Files.deleteIfExists(file)) {
                    removed.add(file);
                }
            }
        }
        return removed;
    }
}
