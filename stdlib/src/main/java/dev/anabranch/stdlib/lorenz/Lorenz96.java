package dev.anabranch.stdlib.lorenz;

/**
 * The equations of Lorenz (1996), "Predictability: a problem partly solved", on a circle of {@code size} points:
 * {@code dx[i]/dt = (x[i+1] - x[i-2]) x[i-1] - x[i] + forcing}, stepped with the classical Runge-Kutta method of fourth
 * order. One time unit stands for five days, so that a step of 0.05 is six hours.
 */
final class Lorenz96 {
    /** Time of six hours in the model's unit. */
    static final double SIX_HOURS = 0.05;

    /** Points before and after the circle's own, copies of its other end: the loops then need no case for the edges. */
    private static final int BEFORE = 2;

    private static final int AFTER = 1;

    private final int size;
    private final double forcing;
    private final double step;
    private final double[] state;
    private final double[] stage;
    private final double[] tendency;
    private final double[] sum;

    Lorenz96(double[] initial, double forcing, double step) {
        this.size = initial.length;
        this.forcing = forcing;
        this.step = step;
        this.state = new double[BEFORE + size + AFTER];
        this.stage = new double[BEFORE + size + AFTER];
        this.tendency = new double[BEFORE + size + AFTER];
        this.sum = new double[BEFORE + size + AFTER];
        System.arraycopy(initial, 0, state, BEFORE, size);
    }

    /** Advances by so many steps. */
    void advance(long steps) {
        for (long i = 0; i < steps; i++) {
            advance();
        }
    }

    /** A copy of the state. */
    double[] state() {
        double[] copy = new double[size];
        System.arraycopy(state, BEFORE, copy, 0, size);
        return copy;
    }

    private void advance() {
        wrap(state);
        tendency(state, forcing, tendency);
        combine(state, tendency, step / 2, stage);
        combine(state, tendency, step / 6, sum);
        wrap(stage);
        tendency(stage, forcing, tendency);
        combine(state, tendency, step / 2, stage);
        combine(sum, tendency, step / 3, sum);
        wrap(stage);
        tendency(stage, forcing, tendency);
        combine(state, tendency, step, stage);
        combine(sum, tendency, step / 3, sum);
        wrap(stage);
        tendency(stage, forcing, tendency);
        combine(sum, tendency, step / 6, state);
    }

    private void wrap(double[] x) {
        x[0] = x[size];
        x[1] = x[size + 1];
        x[size + BEFORE] = x[BEFORE];
    }

    private static void tendency(double[] x, double forcing, double[] out) {
        for (int i = BEFORE; i < x.length - AFTER; i++) {
            out[i] = (x[i + 1] - x[i - 2]) * x[i - 1] - x[i] + forcing;
        }
    }

    /** out = x + factor * d */
    private static void combine(double[] x, double[] d, double factor, double[] out) {
        for (int i = BEFORE; i < x.length - AFTER; i++) {
            out[i] = x[i] + factor * d[i];
        }
    }
}
