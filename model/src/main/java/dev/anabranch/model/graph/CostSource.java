package dev.anabranch.model.graph;

/** Where a cost came from, best first. */
public enum CostSource {
    /** Runs of this very instance. */
    MEASURED,
    /** Runs of other instances of its family, over which a curve was laid. */
    FITTED,
    /** The flow. */
    ANNOTATED,
    /** The library. */
    ESTIMATED,
    /** Nobody. */
    GUESSED
}
