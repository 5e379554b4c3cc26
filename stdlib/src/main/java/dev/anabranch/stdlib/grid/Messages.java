package dev.anabranch.stdlib.grid;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The messages of a GRIB file in the order of the file.
 *
 * @param <R> what one message's header was read into
 */
record Messages<R>(Path file, List<Message<R>> all) {
    /**
     * One message.
     *
     * @param names what its variable may be called: short name, long name, number
     * @param time when it is valid, in seconds since 1970-01-01T00:00Z
     */
    record Message<R>(R header, List<String> names, long time, int rows, int columns) {}

    /** Those of a variable, or all where the name is empty. */
    List<Message<R>> of(String variable) {
        if (variable.isEmpty()) {
            return all;
        }
        List<Message<R>> chosen = new ArrayList<>();
        Set<String> known = new LinkedHashSet<>();
        for (Message<R> message : all) {
            known.add(String.join(" = ", message.names));
            if (message.names.stream().anyMatch(name -> fold(name).equals(fold(variable)))) {
                chosen.add(message);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has no variable \"" + variable + "\"; it has " + String.join("; ", known));
        }
        return chosen;
    }

    Message<R> at(String variable, long index) {
        List<Message<R>> chosen = of(variable);
        if (index < 0 || index >= chosen.size()) {
            throw new IllegalArgumentException(
                    "index " + index + " is outside the " + chosen.size() + " fields of " + file);
        }
        return chosen.get((int) index);
    }

    long[] times(String variable) {
        return of(variable).stream().mapToLong(Message::time).toArray();
    }

    private static String fold(String name) {
        return name.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
