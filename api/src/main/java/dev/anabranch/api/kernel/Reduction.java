package dev.anabranch.api.kernel;

/** What a fused expression's elements become, if not a tensor: one number, by the order of {@link Lanes}. */
public enum Reduction {
    /** Their sum. */
    SUM(Lanes.SUM),
    /** Their sum by their number; NaN of none. */
    MEAN(Lanes.SUM),
    /** The least of them. */
    MIN(Lanes.MIN),
    /** The greatest of them. */
    MAX(Lanes.MAX),
    /** How many are true. */
    COUNT(Lanes.SUM),
    /** The share that is true; NaN of none. */
    FRACTION(Lanes.SUM);

    private final Lanes lanes;

    Reduction(Lanes lanes) {
        this.lanes = lanes;
    }

    /** How the lanes take elements. */
    public Lanes lanes() {
        return lanes;
    }

    /**
     * The number that floating-point lanes come to.
     *
     * @param elements how many were taken
     * @throws IllegalArgumentException if it is the least or greatest of no elements
     */
    public double ofFloats(double[] taken, long elements) {
        requireSome(elements);
        double combined = lanes.combined(taken);
        return this == MEAN ? combined / elements : combined;
    }

    /** The same of integers. */
    public double ofIntegers(long[] taken, long elements) {
        requireSome(elements);
        double combined = lanes.combined(taken);
        return this == MEAN || this == FRACTION ? combined / elements : combined;
    }

    private void requireSome(long elements) {
        if (elements == 0 && (this == MIN || this == MAX)) {
            throw new IllegalArgumentException(
                    "a tensor without elements has no " + (this == MIN ? "least" : "greatest") + " one");
        }
    }
}
