package dev.anabranch.runtime.output;

/**
 * Under which name a dataset is published.
 *
 * @param name its name in the catalogue
 * @param index its coordinates, a JSON object from index to coordinate
 * @param metadata what it can be found by, a JSON object
 */
public record Publication(String name, String index, String metadata) {
    /** For messages: {@code mean {"step":24}}. */
    @Override
    public String toString() {
        return index.equals("{}") ? name : name + " " + index;
    }
}
