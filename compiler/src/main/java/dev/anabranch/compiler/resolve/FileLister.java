package dev.anabranch.compiler.resolve;

import java.util.List;

/** Finds the files behind {@code files(glob)}; whoever implements it knows the file system. */
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
}
