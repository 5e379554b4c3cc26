package dev.anabranch.stdlib.grid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The messages of a GRIB file in the order of the file.
 *
 * @param <R> what one message's header was read into
 */
final class Messages<R> {
    /** The decoder keeps its parameter tables in static maps that are not made for several threads. */
    private static final Object TABLES = new Object();

    private final Path file;
    private final Dictionary<R> dictionary;
    private final List<Message<R>> all;
    private final Map<String, List<Message<R>>> byVariable = new LinkedHashMap<>();

    Messages(Path file, Dictionary<R> dictionary, List<Message<R>> all) {
        this.file = file;
        this.dictionary = dictionary;
        this.all = List.copyOf(all);
    }

    /** One message. */
    record Message<R>(R header, int rows, int columns) {}

    /** Says what headers mean. It is asked only when a flow names a variable or a time: its tables take long to load. */
    interface Dictionary<R> {
        /** What the variable may be called: short name, long name, number. */
        List<String> names(R header) throws IOException;

        /** When the field is valid, in seconds since 1970-01-01T00:00Z. */
        long time(R header) throws IOException;
    }

    Path file() {
        return file;
    }

    int size() {
        return all.size();
    }

    /** Those of a variable, or all where the name is empty. */
    List<Message<R>> of(String variable) throws IOException {
        if (variable.isEmpty()) {
            return all;
        }
        synchronized (TABLES) {
            List<Message<R>> chosen = byVariable.get(variable);
            if (chosen == null) {
                chosen = find(variable);
                byVariable.put(variable, chosen);
            }
            return chosen;
        }
    }

    private List<Message<R>> find(String variable) throws IOException {
        List<Message<R>> chosen = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (Message<R> message : all) {
            List<String> names = dictionary.names(message.header);
            known.add(String.join(" = ", names));
            if (names.stream().anyMatch(name -> fold(name).equals(fold(variable)))) {
                chosen.add(message);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has no variable \"" + variable + "\"; it has " + String.join("; ", known));
        }
        return List.copyOf(chosen);
    }

    Message<R> at(String variable, long index) throws IOException {
        List<Message<R>> chosen = of(variable);
        if (index < 0 || index >= chosen.size()) {
            throw new IllegalArgumentException(
                    "index " + index + " is outside the " + chosen.size() + " fields of " + file);
        }
        return chosen.get((int) index);
    }

    long[] times(String variable) throws IOException {
        List<Message<R>> chosen = of(variable);
        long[] times = new long[chosen.size()];
        synchronized (TABLES) {
            for (int i = 0; i < times.length; i++) {
                times[i] = dictionary.time(chosen.get(i).header);
            }
        }
        return times;
    }

    private static String fold(String name) {
        return name.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
