package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostprocessTest {
    @TempDir
    Path folder;

    @Test
    void theSameProductsOfEnsemblesOfDifferentSizes() throws IOException {
        SampleRun run = SampleRun.of(Path.of("postprocess/postprocess.flow"), Map.of("points", "64"), 2, folder);
        assertThat(run.outputs()).hasSize(40 + 40 + 30 + 30 + 10 + 40);
        for (int hour = 24; hour <= 240; hour += 24) {
            String index = "{\"step\":" + hour + "}";
            double[] fine = run.doubles("ten/mean", index);
            double[] coarse = run.doubles("month/mean", index);
            double[] shift = run.doubles("shift", "{\"day\":" + hour + "}");
            assertThat(shift).hasSize(64);
            for (int i = 0; i < shift.length; i++) {
                assertThat(shift[i]).isEqualTo(fine[i] - coarse[i]);
            }
        }
        for (double storm : run.doubles("ten/storm", "{\"step\":240}")) {
            assertThat(storm).isBetween(0.0, 1.0);
            assertThat(storm * 20).as("of twenty members").isCloseTo(Math.rint(storm * 20), within(1e-9));
        }
    }
}
