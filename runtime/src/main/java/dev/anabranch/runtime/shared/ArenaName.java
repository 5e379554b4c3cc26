package dev.anabranch.runtime.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an arena's segments are called: {@code anabranch-NAMESPACE-PID-START-ARENA}, and a segment's number behind it. The
 * start is that of the owner's process in clock ticks since the machine booted, so that a process that was given a dead
 * one's number is no owner of its segments. Process numbers mean something in their own namespace only, hence its number.
 *
 * @param namespace the number of the owner's process namespace
 * @param pid the owner
 * @param start when the owner started, in ticks since boot
 * @param arena counts a process's arenas
 */
record ArenaName(long namespace, long pid, long start, int arena) {
    private static final Pattern SEGMENT = Pattern.compile("anabranch-(\\d{1,18})-(\\d{1,18})-(\\d{1,18})-(\\d{1,9})-(\\d{1,9})");
    private static final Pattern PREFIX = Pattern.compile("anabranch-\\d{1,18}-\\d{1,18}-\\d{1,18}-\\d{1,9}");
    private static final AtomicInteger ARENAS = new AtomicInteger();
    /** The fields of /proc/PID/stat behind the command's name begin with the third; the start is the 22nd. */
    private static final int START_BEHIND_NAME = 22 - 3;

    /** A name that no other arena has. */
    static ArenaName fresh() throws IOException {
        long pid = ProcessHandle.current().pid();
        long start = startOf(pid).orElseThrow(() -> new IOException("/proc/" + pid + "/stat is missing: is /proc mounted?"));
        return new ArenaName(ownNamespace(), pid, start, ARENAS.getAndIncrement());
    }

    /** The arena that a file is a segment of, if it is one. */
    static Optional<ArenaName> ofSegment(String file) {
        Matcher found = SEGMENT.matcher(file);
        if (!found.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ArenaName(
                Long.parseLong(found.group(1)),
                Long.parseLong(found.group(2)),
                Long.parseLong(found.group(3)),
                Integer.parseInt(found.group(4))));
    }

    /** Whether a text that came from elsewhere names an arena, and nothing outside of the folder. */
    static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    String prefix() {
        return "anabranch-" + namespace + "-" + pid + "-" + start + "-" + arena;
    }

    /** Whether its owner lives, as far as this process can know: others' namespaces it cannot see into. */
    boolean ownerMayLive() throws IOException {
        if (namespace != ownNamespace()) {
            return true;
        }
        Optional<Long> now = startOf(pid);
        return now.isPresent() && now.get() == start;
    }

    static Path segment(Path folder, String prefix, int number) {
        return folder.resolve(prefix + "-" + number);
    }

    private static long ownNamespace() throws IOException {
        String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        return Long.parseLong(link.replaceAll("\\D", ""));
    }

    /** When a process started; empty where there is none, or where it is dead and only its parent has not noticed. */
    private static Optional<Long> startOf(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // It ended between opening and reading.
            if (!Files.exists(Path.of("/proc", Long.toString(pid)))) {
                return Optional.empty();
            }
            throw e;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return fields[0].equals("Z") || fields[0].equals("X")
                ? Optional.empty()
                : Optional.of(Long.parseLong(fields[START_BEHIND_NAME]));
    }
}
