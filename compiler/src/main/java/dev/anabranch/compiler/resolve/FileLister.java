package dev.anabranch.compiler.resolve;

import java.util.List;
import java.util.Optional;

/**
 * Finds the files behind {@code files(glob)} and {@code lines(path)}; whoever implements it knows the file system. What
 * it answers is part of what a flow means.
 */
@FunctionalInterface
public interface FileLister {
    /**
     * The files that match, in the order in which they become coordinates; the order must not change from call to call.
     *
     * @param glob as the flow gives it, params filled in
     * @throws IllegalArgumentException if the pattern is malformed or cannot be followed; the message, without a full
     *     stop, is shown to the author
     */
    List<String> files(String glob);

    /**
     * What a file holds, or nothing if there is no such file; by default there is none.
     *
     * @param path as the flow gives it, params filled in
     * @param most how many bytes are wanted; what is beyond them may be left out
     * @throws IllegalArgumentException if the file cannot be read; the message, without a full stop, is shown to the author
     */
    default Optional<byte[]> content(String path, int most) {
        return Optional.empty();
    }
}
