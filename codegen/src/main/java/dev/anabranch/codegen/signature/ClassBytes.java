package dev.anabranch.codegen.signature;

import java.util.Optional;

/** Where class files come from. */
@FunctionalInterface
public interface ClassBytes {
    /**
     * The content of a class file.
     *
     * @param binaryName of the class, such as {@code com.acme.Model$State}
     */
    Optional<byte[]> bytes(String binaryName);
}
