package dev.anabranch.model.graph;

/** Where a cost came from, best first. */
public enum CostSource {
    MEASURED,
    ANNOTATED,
    ESTIMATED,
    GUESSED
}
