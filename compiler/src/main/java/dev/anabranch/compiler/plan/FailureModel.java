package dev.anabranch.compiler.plan;

/**
 * Failures that come at any moment with the same probability, whatever happened before, and end the whole run. A run that
 * goes on reads what was kept, {@code R} seconds, and computes from there. Expected seconds until a piece of
 * {@code W} seconds is over, its checkpoint included, at a rate of {@code r} failures a second:
 *
 * <pre>
 *   e^(r R) (e^(r W) - 1) / r
 * </pre>
 *
 * <p>John T. Daly: A higher order estimate of the optimum checkpoint interval for restart dumps, Future Generation Computer
 * Systems 22, 2006, which refines John W. Young: A first order approximation to the optimum checkpoint interval,
 * Communications of the ACM 17, 1974. The time until somebody starts the run again is not counted: no plan changes it.
 *
 * @param rate failures a second
 */
record FailureModel(double rate) {
    static FailureModel every(double seconds) {
        return new FailureModel(1 / seconds);
    }

    /** Expected seconds until a piece is over that takes so long without failures, after so much reading if one comes. */
    double expected(double reading, double seconds) {
        return Math.exp(rate * reading) * Math.expm1(rate * seconds) / rate;
    }
}
