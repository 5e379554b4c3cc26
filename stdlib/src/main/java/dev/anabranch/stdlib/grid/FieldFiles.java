package dev.anabranch.stdlib.grid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recognises files by their first bytes, and remembers the index of those that were read last. */
final class FieldFiles {
    /** About a thousand bytes each. */
    private static final int MOST_ENTRIES = 50_000;

    private static final Map<Key, FieldFile> REMEMBERED = new LinkedHashMap<>(16, 0.75f, true);

    private FieldFiles() {}

    /** A file as it was when it was indexed: a changed one is indexed again. */
    private record Key(Path file, long size, FileTime modified) {}

    static FieldFile open(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no file " + file, missing);
        }
        Key key = new Key(file.toAbsolutePath().normalize(), attributes.size(), attributes.lastModifiedTime());
        synchronized (REMEMBERED) {
            FieldFile known = REMEMBERED.get(key);
            if (known != null) {
                return known;
            }
        }
        // Not under the lock: many workers may index many files at once, and two that meet at one file do no harm.
        FieldFile indexed = index(key.file);
        synchronized (REMEMBERED) {
            REMEMBERED.put(key, indexed);
            forgetOldest();
        }
        return indexed;
    }

    private static void forgetOldest() {
        long entries = 0;
        for (FieldFile file : REMEMBERED.values()) {
            entries += file.weight();
        }
        Iterator<FieldFile> oldest = REMEMBERED.values().iterator();
        while (entries > MOST_ENTRIES && REMEMBERED.size() > 1) {
            entries -= oldest.next().weight();
            oldest.remove();
        }
    }

    private static FieldFile index(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(8);
        }
        if (startsWith(start, 'G', 'R', 'I', 'B') && start.length == 8) {
            return switch (start[7]) {
                case 1 -> Grib1File.index(file);
                case 2 -> Grib2File.index(file);
                default ->
                    throw new IllegalArgumentException(
                            file + " is GRIB edition " + start[7] + "; editions 1 and 2 are known");
            };
        }
        if (startsWith(start, 'C', 'D', 'F')) {
            return NetcdfFields.index(file, NetcdfFields.CLASSIC);
        }
        if (startsWith(start, 0x89, 'H', 'D', 'F')) {
            return NetcdfFields.index(file, NetcdfFields.HDF5);
        }
        throw new IllegalArgumentException(file + " is neither a GRIB nor a NetCDF file");
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
