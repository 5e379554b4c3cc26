package dev.anabranch.driver.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What another run can tell by whether a file is still the same: its size and when it was changed. */
public final class FileStamps {
    private FileStamps() {}

    /** The stamp of what is at a path; one of its own if there is nothing. */
    public static String of(String path) {
        try {
            BasicFileAttributes file = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
            return file.size() + " " + file.lastModifiedTime().toInstant();
        } catch (IOException | InvalidPathException nothing) {
            return "nothing";
        }
    }
}
