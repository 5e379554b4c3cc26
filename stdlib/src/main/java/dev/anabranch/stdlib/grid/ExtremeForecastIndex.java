package dev.anabranch.stdlib.grid;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.block.Blocks;
import dev.anabranch.stdlib.block.DoubleSink;
import dev.anabranch.stdlib.block.Fields;
import dev.anabranch.stdlib.block.Fresh;
import java.util.List;

/**
 * Lalaurette (2003), "Early detection of abnormal weather conditions using a probabilistic extreme forecast index":
 * {@code 2/pi * integral over p from 0 to 1 of (p - F(p)) / sqrt(p (1 - p))}, where F(p) is the share of the forecast
 * below the climate's quantile p. With a sample as climate, F is a step function, and the integral is a weighted sum of
 * its steps: the weights have a closed form, so nothing is approximated beyond the sample itself.
 */
final class ExtremeForecastIndex {
    private final double[] weights;

    /** @param samples how many values the climate has at each point */
    ExtremeForecastIndex(int samples) {
        this.weights = new double[samples];
        for (int k = 0; k < samples; k++) {
            double upper = StrictMath.asin(StrictMath.sqrt((k + 1.0) / samples));
            double lower = StrictMath.asin(StrictMath.sqrt((double) k / samples));
            weights[k] = 4 / Math.PI * (upper - lower);
        }
    }

    static DoubleTensor of(TaskContext task, List<DoubleTensor> forecast, List<DoubleTensor> climate) {
        DoubleTensor index = Fresh.doubles(task.allocator(), Fields.shape(forecast));
        Samples members = new Samples(forecast);
        Samples past = new Samples(climate);
        ExtremeForecastIndex at = new ExtremeForecastIndex(climate.size());
        DoubleSink sink = DoubleSink.of(index);
        double[] values = new double[Blocks.LENGTH];
        Blocks.forEach(index.size(), (from, length) -> {
            members.read(from, length);
            past.read(from, length);
            for (int i = 0; i < length; i++) {
                values[i] = at.index(members.sorted(i), past.sorted(i));
            }
            sink.write(from, values, length);
        });
        return index;
    }

    /** Both in ascending order. A member equal to a climate value counts half below it, which keeps the index fair. */
    double index(double[] members, double[] climate) {
        if (Double.isNaN(members[members.length - 1]) || Double.isNaN(climate[climate.length - 1])) {
            return Double.NaN;
        }
        double sum = 0;
        int below = 0;
        int notAbove = 0;
        for (int k = 0; k < climate.length; k++) {
            while (below < members.length && members[below] < climate[k]) {
                below++;
            }
            while (notAbove < members.length && members[notAbove] <= climate[k]) {
                notAbove++;
            }
            sum += weights[k] * (below + notAbove) / (2.0 * members.length);
        }
        return 1 - sum;
    }
}
