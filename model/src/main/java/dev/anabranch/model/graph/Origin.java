package dev.anabranch.model.graph;

/**
 * Where something was written, for comments in generated code and messages of a run.
 *
 * @param file its name, without folders
 * @param line from 1
 * @param text the line itself, trimmed; of a very long one the beginning
 */
public record Origin(String file, int line, String text) {
    /** {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
