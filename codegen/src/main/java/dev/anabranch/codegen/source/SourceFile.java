package dev.anabranch.codegen.source;

/**
 * One generated Java source file.
 *
 * @param qualifiedName of the class in it
 * @param text the whole file
 */
public record SourceFile(String qualifiedName, String text) {
    /** Where the file belongs under a source folder, such as {@code flows/ensemble/Ensemble.java}. */
    public String path() {
        return qualifiedName.replace('.', '/') + ".java";
    }
}
