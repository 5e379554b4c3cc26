package dev.anabranch.driver;

import dev.anabranch.compiler.resolve.FileLister;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists the files that a pattern such as {@code orders/*.parquet} matches, sorted, and reads files of coordinates.
 * Relative paths start at the working directory, as those that tasks open do.
 */
final class FileGlobs implements FileLister {
    private static final int DEEPEST = 32;

    private boolean asked;

    /** Whether a flow has asked for files: then more than its text says what it means. */
    boolean asked() {
        return asked;
    }

    @Override
    public List<String> files(String glob) {
        asked = true;
        Path start = fixedPart(glob);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + normalized(glob));
        int depth = glob.contains("**")
                ? DEEPEST
                : (int) glob.chars().filter(c -> c == '/').count() + 1;
        try (Stream<Path> files = Files.walk(start, depth, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .filter(matcher::matches)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("the folder " + start + " cannot be read", e);
        }
    }

    @Override
    public Optional<byte[]> content(String path, int most) {
        asked = true;
        try {
            Path file = Path.of(path);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("it is no regular file");
            }
            try (InputStream stream = Files.newInputStream(file)) {
                return Optional.of(stream.readNBytes(most));
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the system does not allow it", e);
        }
    }

    private static String normalized(String glob) {
        String text = glob;
        while (text.startsWith("./")) {
            text = text.substring(2);
        }
        return text;
    }

    /** The folders before the first wildcard. */
    private static Path fixedPart(String glob) {
        int end = 0;
        for (int i = 0; i < glob.length() && "*?[{".indexOf(glob.charAt(i)) < 0; i++) {
            if (glob.charAt(i) == '/') {
                end = i + 1;
            }
        }
        String fixed = glob.substring(0, end);
        return Path.of(fixed.isEmpty() ? "." : fixed);
    }
}
