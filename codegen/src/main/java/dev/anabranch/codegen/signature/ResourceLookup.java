package dev.anabranch.codegen.signature;

import java.util.List;

/** Where the files of a class path come from. */
@FunctionalInterface
public interface ResourceLookup {
    /**
     * The contents of all files of that name, in the order of the class path; empty if there are none.
     *
     * @param path with slashes, such as {@code META-INF/anabranch/libraries.properties}
     */
    List<byte[]> all(String path);
}
