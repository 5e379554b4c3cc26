package dev.anabranch.testkit.reference;

import java.util.Map;

/**
 * One dataset in the catalogue.
 *
 * @param instance the dataset
 * @param name in the catalogue
 * @param metadata in the order written; the values are those of {@link ReferenceArgument.Value}
 */
public record ReferencePublication(Instance instance, String name, Map<String, Object> metadata) {}
