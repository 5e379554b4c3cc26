package dev.anabranch.mavenplugin;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What one execution of the plugin remembers for the next.
 *
 * @param inputs the digest of what it was given; empty if it failed
 * @param ownSources the project's own Java sources that it read
 * @param files what it generated
 */
record BuildState(String inputs, List<String> ownSources, GeneratedFiles files) {
    private static final int FORMAT = 1;

    /** Of an execution that has not been before. */
    static final BuildState NONE = new BuildState("", List.of(), GeneratedFiles.NONE);

    /** The remembered state, or {@link #NONE}. */
    static BuildState read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != FORMAT) {
                return NONE;
            }
            return new BuildState(Wire.read(in), Wire.readList(in), new GeneratedFiles(Wire.readMap(in)));
        }
    }

    /** Remembers this. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(aside))) {
            out.writeInt(FORMAT);
            Wire.write(out, inputs);
            Wire.write(out, ownSources);
            Wire.write(out, files.digests());
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
