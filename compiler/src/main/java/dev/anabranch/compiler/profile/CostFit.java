package dev.anabranch.compiler.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * A cost as a function of what is known of a task before it runs, laid over measurements of others: constant, linear in one
 * feature, or linear in the product of two. Slopes are Theil-Sen's, the median of the slopes between two points each
 * (Sen, "Estimates of the regression coefficient based on Kendall's tau", 1968), so that up to a quarter of the points
 * may lie anywhere. A form is taken only if it leaves clearly less of the absolute deviations than a simpler one.
 */
final class CostFit {
    /** Fewer points are told by their median. */
    private static final int FEWEST_POINTS = 5;

    private static final int FEWEST_VALUES = 3;
    /** A line must leave at most this share of the deviations from the median; a product of those from a line. */
    private static final double WORTH_A_LINE = 0.7;

    private static final double WORTH_A_PRODUCT = 0.8;
    /** Slopes grow with the square of this. */
    private static final int MOST_POINTS = 200;

    private final List<String> names;
    private final int left;
    private final int right;
    private final double base;
    private final double slope;
    private final double smallest;
    private final int points;

    private CostFit(List<String> names, int left, int right, double base, double slope, double[] y) {
        this.names = names;
        this.left = left;
        this.right = right;
        this.base = base;
        this.slope = slope;
        this.smallest = Arrays.stream(y).min().orElseThrow();
        this.points = y.length;
    }

    /**
     * Lays a curve over points.
     *
     * @param names of the features
     * @param x for each point its features
     * @param y for each point the cost, not negative; at least one
     */
    static CostFit of(List<String> names, double[][] x, double[] y) {
        if (y.length > MOST_POINTS) {
            double[][] someX = new double[MOST_POINTS][];
            double[] someY = new double[MOST_POINTS];
            for (int i = 0; i < MOST_POINTS; i++) {
                int point = (int) ((long) i * y.length / MOST_POINTS);
                someX[i] = x[point];
                someY[i] = y[point];
            }
            CostFit some = of(names, someX, someY);
            return new CostFit(names, some.left, some.right, some.base, some.slope, y);
        }
        CostFit constant = new CostFit(names, -1, -1, median(y.clone()), 0, y);
        double deviation = constant.deviation(x, y);
        if (y.length < FEWEST_POINTS || deviation == 0) {
            return constant;
        }
        Optional<CostFit> line = Optional.empty();
        Optional<CostFit> product = Optional.empty();
        for (int i = 0; i < names.size(); i++) {
            line = better(line, linear(names, i, -1, x, y), x, y);
            for (int j = i + 1; j < names.size(); j++) {
                product = better(product, linear(names, i, j, x, y), x, y);
            }
        }
        CostFit best = constant;
        if (line.isPresent() && line.get().deviation(x, y) <= WORTH_A_LINE * deviation) {
            best = line.get();
        }
        if (product.isPresent()
                && product.get().deviation(x, y) <= WORTH_A_LINE * deviation
                && product.get().deviation(x, y) <= WORTH_A_PRODUCT * best.deviation(x, y)) {
            best = product.get();
        }
        return best;
    }

    private static Optional<CostFit> better(Optional<CostFit> best, Optional<CostFit> next, double[][] x, double[] y) {
        double deviation = best.map(fit -> fit.deviation(x, y)).orElse(Double.POSITIVE_INFINITY);
        boolean wins = next.map(fit -> fit.deviation(x, y) < deviation).orElse(false);
        return wins ? next : best;
    }

    /** A line over a feature or the product of two; empty if it has too few values. */
    private static Optional<CostFit> linear(List<String> names, int left, int right, double[][] x, double[] y) {
        double[] at = new double[y.length];
        Arrays.setAll(at, i -> right < 0 ? x[i][left] : x[i][left] * x[i][right]);
        if (Arrays.stream(at).distinct().count() < FEWEST_VALUES) {
            return Optional.empty();
        }
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            for (int j = i + 1; j < at.length; j++) {
                if (at[i] != at[j]) {
                    slopes.add((y[j] - y[i]) / (at[j] - at[i]));
                }
            }
        }
        double slope = median(slopes.stream().mapToDouble(Double::doubleValue).toArray());
        double[] rest = new double[y.length];
        Arrays.setAll(rest, i -> y[i] - slope * at[i]);
        return Optional.of(new CostFit(names, left, right, median(rest), slope, y));
    }

    private double deviation(double[][] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += Math.abs(y[i] - at(x[i]));
        }
        return sum;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /**
     * The cost where the features are these. A line that falls does not fall below the smallest cost that was measured, and
     * none falls below zero.
     */
    double at(double[] features) {
        if (left < 0) {
            return base;
        }
        double cost = base + slope * (right < 0 ? features[left] : features[left] * features[right]);
        return cost < 0 || slope < 0 ? Math.max(cost, smallest) : cost;
    }

    /** For a person: {@code 12 us + 3.1 us * step, over 40 measurements}. */
    String text(DoubleFunction<String> unit) {
        String over = String.format(Locale.ROOT, ", over %,d %s", points, points == 1 ? "measurement" : "measurements");
        if (left < 0) {
            return unit.apply(base) + over;
        }
        String factor = right < 0 ? names.get(left) : names.get(left) + " * " + names.get(right);
        return (base < 0 ? "-" : "") + unit.apply(Math.abs(base)) + (slope < 0 ? " - " : " + ")
                + unit.apply(Math.abs(slope)) + " * " + factor + over;
    }
}
