package dev.anabranch.driver.checkpoint;

import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The datasets that earlier runs kept, of which those that are damaged count as missing. */
public final class KeptFiles {
    private final Map<String, Path> files;
    private final Consumer<String> warnings;

    private KeptFiles(Map<String, Path> files, Consumer<String> warnings) {
        this.files = files;
        this.warnings = warnings;
    }

    /**
     * Those of a folder.
     *
     * @param warnings is told of each that is damaged, in a sentence
     */
    public static KeptFiles in(CheckpointFolder folder, Consumer<String> warnings) throws IOException {
        return new KeptFiles(folder.files(), warnings);
    }

    /** None, for a run that is to begin anew. */
    public static KeptFiles none() {
        return new KeptFiles(Map.of(), warning -> {});
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * The file of a dataset, if it is there and has all its bytes; they are read to know.
     *
     * @param name the dataset as its author knows it
     */
    public Optional<Path> whole(String key, String name) {
        Path file = files.get(key);
        if (file == null) {
            return Optional.empty();
        }
        try {
            if (CheckpointFolder.isWhole(file)) {
                return Optional.of(file.toAbsolutePath());
            }
            warnings.accept("the checkpoint of " + name + " is damaged and is computed again: " + file);
        } catch (IOException e) {
            warnings.accept("the checkpoint of " + name + " cannot be read and is computed again: " + e);
        }
        return Optional.empty();
    }
}
