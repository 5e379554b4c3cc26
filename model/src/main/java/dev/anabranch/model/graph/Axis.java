package dev.anabranch.model.graph;

/**
 * One index of an array or of a family.
 *
 * @param name as its author wrote it, for messages and as a variable in generated code
 * @param domain its coordinates
 */
public record Axis(String name, Domain domain) {
    /** How many coordinates it has. */
    public int size() {
        return domain.size();
    }
}
