package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of what the processes of one run share: arenas, words, doorbells and the control socket. Its name says whose it
 * is, by process number and start time, so that what a crashed run left can be told from what is in use.
 */
public final class RunFolder {
    private static final Pattern NAME = Pattern.compile("anabranch-(\\d+)-(\\d+)-(\\d+)-\\d+");
    private static final Path MEMORY = Path.of("/dev/shm");
    /** In /proc/PID/stat, behind the name in brackets: the state is field 3, the start time field 22. */
    private static final int START_TIME = 22 - 3;

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** Where the folders of runs are by default: a file system in memory where there is one. */
    public static Path parent() {
        return Files.isDirectory(MEMORY) && Files.isWritable(MEMORY)
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Makes a folder that belongs to this process, and that only its user may enter. */
    public static RunFolder create(Path parent) throws IOException {
        long pid = ProcessHandle.current().pid();
        String owner =
                "anabranch-" + namespace() + "-" + pid + "-" + startTime(pid).orElse(0L) + "-";
        for (int number = 0; ; number++) {
            try {
                Path made = Files.createDirectory(
                        parent.resolve(owner + number),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return new RunFolder(made);
            } catch (FileAlreadyExistsException another) {
                // Of another run of this process.
            }
        }
    }

    /** The folder of a run that another process made. */
    public static RunFolder of(Path path) {
        return new RunFolder(path);
    }

    /**
     * Removes the folders of processes that are gone.
     *
     * @return how many
     */
    public static int sweep(Path parent) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "anabranch-*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches() && isStale(name) && Files.isWritable(folder)) {
                    new RunFolder(folder).delete();
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isStale(Matcher name) throws IOException {
        // Process numbers of another namespace say nothing here.
        if (!name.group(1).equals(Long.toString(namespace()))) {
            return false;
        }
        Optional<Long> started = startTime(Long.parseLong(name.group(2)));
        return started.isEmpty() || started.get() != Long.parseLong(name.group(3));
    }

    /** The number of this process's namespace of process numbers. */
    private static long namespace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(link.replaceAll("\\D", ""));
        } catch (IOException | NumberFormatException | UnsupportedOperationException unknown) {
            return 0;
        }
    }

    /** When a process started, in ticks since the machine did; empty if there is none. */
    private static Optional<Long> startTime(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // A zombie has ended.
            return fields[0].equals("Z") ? Optional.empty() : Optional.of(Long.parseLong(fields[START_TIME]));
        } catch (NoSuchFileException gone) {
            return Files.isDirectory(Path.of("/proc/self"))
                    ? Optional.empty()
                    : ProcessHandle.of(pid).map(handle -> 0L);
        }
    }

    public Path path() {
        return path;
    }

    /** A file of a process's arena. */
    Path arena(int process, int number) {
        return path.resolve("arena-" + process + "-" + number);
    }

    /** The words. */
    public Path words() {
        return path.resolve("words");
    }

    /** A worker's doorbell. */
    public Path bell(int worker) {
        return path.resolve("bell-" + worker);
    }

    /** The coordinator's socket. */
    public Path socket() {
        return path.resolve("control");
    }

    /** What a process measured. */
    public Path measured(int process) {
        return path.resolve("measured-" + process);
    }

    /** By what names datasets are kept against a crash. */
    public Path keys() {
        return path.resolve("keys");
    }

    /** Removes all; without effect if that was done before. Who has mapped a file keeps its memory. */
    public void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                // Another process removes the same folder.
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
