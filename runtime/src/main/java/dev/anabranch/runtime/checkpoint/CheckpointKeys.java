package dev.anabranch.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * By what names the datasets of a plan are kept, for those that are to be. As a file it has a line for each, a slot and a key.
 *
 * @param bySlot the keys, by slot
 */
public record CheckpointKeys(Map<Integer, String> bySlot) {
    public CheckpointKeys {
        bySlot = Map.copyOf(bySlot);
    }

    /** The key of a slot's dataset; null if that is not to be kept. */
    public @Nullable String of(int slot) {
        return bySlot.get(slot);
    }

    /** Writes a file that {@link #read} reads. */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(bySlot).forEach((slot, key) -> lines.add(slot + " " + key));
        Files.write(file, lines);
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IOException if it cannot be read, or is something else
     */
    public static CheckpointKeys read(Path file) throws IOException {
        Map<Integer, String> bySlot = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int space = line.indexOf(' ');
            try {
                bySlot.put(Integer.parseInt(line.substring(0, Math.max(0, space))), line.substring(space + 1));
            } catch (NumberFormatException other) {
                throw new IOException("no slot and key: " + line, other);
            }
        }
        return new CheckpointKeys(bySlot);
    }
}
