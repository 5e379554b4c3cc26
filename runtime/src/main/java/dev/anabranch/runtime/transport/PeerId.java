package dev.anabranch.runtime.transport;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one end of a transport, by which others know it: a host {@code a}, a worker process {@code a/1}, the
 * {@code coordinator}.
 */
public record PeerId(String name) implements Comparable<PeerId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9._-]{1,100})?");

    /** Refuses what could not stand in the name of a file or a subject. */
    public PeerId {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a peer's name has letters, digits, '.', '_' and '-', and perhaps a second such part after '/'");
        }
    }

    /** Whether a text could be a name. */
    public static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }

    /** The part before '/'. */
    public String host() {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    @Override
    public int compareTo(PeerId that) {
        return name.compareTo(that.name);
    }

    // Written out, since the first call of a method that the JVM makes for a record takes milliseconds of a start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PeerId that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
