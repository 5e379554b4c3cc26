package dev.anabranch.api.gang;

/** How a collective makes one number of two. Of integers, sums wrap around. */
public enum ReduceOperation {
    SUM,
    /** The lesser one; NaN if either is. */
    MIN,
    /** The greater one; NaN if either is. */
    MAX
}
