package dev.anabranch.compiler.profile;

import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.profile.MeasuredFamily;
import dev.anabranch.model.profile.Measurement;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile tells about a family's costs: measurements of its instances where it does what it did then, and curves
 * for the others.
 */
final class KnownFamily {
    /** Without so many measurements of tasks that did not come first, what those cost that did is all there is. */
    private static final int FEWEST_STEADY = 4;
    /** A first task that took more times as long as the curve says has paid for what is paid once. */
    private static final double WARMING_UP = 2;

    private final Map<String, Measurement> exact = new HashMap<>();
    private final Features features;
    private final boolean steady;
    private final CostFit time;
    private final List<CostFit> sizes = new ArrayList<>();
    private final int ports;

    /**
     * @param measured of the family, or of a call of the same task under the same name
     * @param same whether it meant then what it means now
     */
    KnownFamily(TaskFamily family, MeasuredFamily measured, boolean same) {
        List<Measurement> all = measured.measurements();
        if (same) {
            all.forEach(measurement -> exact.put(measurement.instance(), measurement));
        }
        List<Measurement> later = all.stream().filter(m -> !m.first()).toList();
        this.steady = later.size() >= FEWEST_STEADY;
        this.features = Features.of(family, all);
        List<Measurement> basis = steady ? later : all;
        double[][] x = basis.stream().map(features::of).toArray(double[][]::new);
        this.time = CostFit.of(
                features.names(),
                x,
                basis.stream().mapToDouble(Measurement::seconds).toArray());
        this.ports = family.outputs().size();
        for (int port = 0; port < ports; port++) {
            int which = port;
            double[][] where = all.stream().map(features::of).toArray(double[][]::new);
            sizes.add(CostFit.of(
                    features.names(),
                    where,
                    all.stream().mapToDouble(m -> size(m, which)).toArray()));
        }
    }

    /** The mean size of what a task handed over at a port: a generator has one, with many datasets. */
    private double size(Measurement measurement, int port) {
        List<Long> bytes = measurement.bytes();
        if (ports > 1) {
            return port < bytes.size() ? (double) bytes.get(port) : 0;
        }
        return bytes.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    /** What was measured of just this task; empty if it reads another number of datasets now. */
    Optional<Measurement> measurement(String instance, int reads, int made) {
        return Optional.ofNullable(exact.get(instance))
                .filter(known -> known.reads() == reads && known.bytes().size() == made);
    }

    /** Whether a measurement holds what is paid once, to be told from other tasks of the family. */
    boolean warmingUp(Measurement measurement, double fitted) {
        return steady && measurement.first() && measurement.seconds() > WARMING_UP * fitted;
    }

    double[] features(String instance, int reads, long bytesRead, int made) {
        return features.features(instance, reads, bytesRead, made);
    }

    double seconds(double[] at) {
        return time.at(at);
    }

    /** The size of a task's output, counted from 0. */
    long bytes(double[] at, int output) {
        return Math.round(sizes.get(ports > 1 ? output : 0).at(at));
    }

    String curve() {
        return time.text(Quantity::showSeconds);
    }
}
