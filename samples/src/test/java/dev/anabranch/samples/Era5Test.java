package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.grid.GridTasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
class Era5Test {
    private static final int DAYS = 31;
    private static final double FREEZING = 273.15;

    @TempDir
    Path folder;

    @Test
    void statisticsMatchPlainJavaOverTheSameFields() throws IOException {
        Path source = Path.of(System.getenv("ANABRANCH_DATA"), "era5-2mt-2019-03-uk.grib");
        SampleRun run = SampleRun.of(Path.of("era5/era5.flow"), Map.of("source", source.toString()), 2, folder);
        assertThat(run.outputs()).hasSize(4 * 24 + DAYS);
        double[][] fields = fields(source);
        int points = fields[0].length;
        for (int hour : new int[] {0, 6, 23}) {
            double[] mean = new double[points];
            double[] low = new double[points];
            double[] high = new double[points];
            double[] frost = new double[points];
            for (int p = 0; p < points; p++) {
                low[p] = Double.POSITIVE_INFINITY;
                high[p] = Double.NEGATIVE_INFINITY;
                for (int day = 0; day < DAYS; day++) {
                    double value = fields[24 * day + hour][p];
                    mean[p] += value / DAYS;
                    low[p] = Math.min(low[p], value);
                    high[p] = Math.max(high[p], value);
                    frost[p] += value <= FREEZING ? 1.0 / DAYS : 0;
                }
            }
            String index = "{\"hour\":" + hour + "}";
            assertThat(run.doubles("era5/mean", index)).containsExactly(mean, Offset.offset(1e-9));
            assertThat(run.doubles("era5/low", index)).containsExactly(low);
            assertThat(run.doubles("era5/high", index)).containsExactly(high);
            assertThat(run.doubles("era5/frost", index)).containsExactly(frost, Offset.offset(1e-12));
        }
        double[] coldest = new double[points];
        Arrays.fill(coldest, Double.POSITIVE_INFINITY);
        for (int hour = 0; hour < 24; hour++) {
            for (int p = 0; p < points; p++) {
                coldest[p] = Math.min(coldest[p], fields[24 * 2 + hour][p]);
            }
        }
        assertThat(run.doubles("era5/coldest", "{\"day\":3}")).containsExactly(coldest);
    }

    private static double[][] fields(Path source) throws IOException {
        double[][] fields = new double[24 * DAYS][];
        try (BufferAllocator allocator = new RootAllocator()) {
            TaskContext context = new TaskContext() {
                @Override
                public BufferAllocator allocator() {
                    return allocator;
                }

                @Override
                public String instance() {
                    return "reference";
                }
            };
            for (int i = 0; i < fields.length; i++) {
                try (DoubleTensor field = GridTasks.read(context, source, "", i)) {
                    fields[i] = field.toArray();
                }
            }
        }
        return fields;
    }
}
