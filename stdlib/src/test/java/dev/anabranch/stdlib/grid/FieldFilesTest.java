package dev.anabranch.stdlib.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.stdlib.TestTask;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files; the expected numbers were decoded by ecCodes (GRIB) and netCDF-C (NetCDF). */
class FieldFilesTest {
    private static Path data(String file) {
        return Path.of(System.getenv("ANABRANCH_DATA"), file);
    }

    private static double average(DoubleTensor field) {
        double sum = 0;
        for (long i = 0; i < field.size(); i++) {
            sum += field.get(i);
        }
        return sum / field.size();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
    void gribFieldsAreThoseThatEcCodesDecodes() throws IOException {
        Path file = data("era5-2mt-2019-03-uk.grib");
        try (TestTask task = new TestTask()) {
            assertThat(GridTasks.count(file, "")).isEqualTo(744);
            DoubleTensor first = task.own(GridTasks.read(task, file, "", 0));
            assertThat(first.shape()).containsExactly(33, 49);
            assertThat(first.get(0)).isCloseTo(282.4248046875, within(2e-5));
            assertThat(first.get(1)).isCloseTo(282.3076171875, within(2e-5));
            assertThat(first.get(33 * 49 - 1)).isCloseTo(282.0888671875, within(2e-5));
            assertThat(average(first)).isCloseTo(280.8755852127783, within(2e-5));
            DoubleTensor hundredth = task.own(GridTasks.read(task, file, "167", 100));
            assertThat(average(hundredth)).isCloseTo(278.5186034552315, within(2e-5));
            DoubleTensor last = task.own(GridTasks.read(task, file, "2 metre temperature", 743));
            assertThat(last.get(1)).isCloseTo(281.140380859375, within(2e-5));
            assertThat(average(last)).isCloseTo(279.34700626521914, within(2e-5));
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
    void gribTimesAreTheHoursOfMarch2019() throws IOException {
        try (TestTask task = new TestTask()) {
            LongTensor times = task.own(GridTasks.times(task, data("era5-2mt-2019-03-uk.grib"), ""));
            assertThat(times.shape()).containsExactly(744);
            for (int i = 0; i < 744; i++) {
                assertThat(times.get(i)).isEqualTo(1_551_398_400L + 3600L * i);
            }
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
    void netcdfFieldsAreUnpacked() throws IOException {
        Path file = data("eraint_uvz.nc");
        try (TestTask task = new TestTask()) {
            assertThat(GridTasks.count(file, "z")).isEqualTo(6);
            DoubleTensor z = task.own(GridTasks.read(task, file, "z", 5));
            assertThat(z.shape()).containsExactly(241, 480);
            assertThat(z.get(0)).isCloseTo(13485.925677531588, within(1e-9));
            assertThat(z.get(240 * 480 + 479)).isCloseTo(11776.423457242265, within(1e-9));
            assertThat(average(z)).isCloseTo(13837.991868909212, within(1e-6));
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
    void manyWorkersReadTheSameAndLeaveNothingBeside(@TempDir Path folder) throws Exception {
        Path file = Files.copy(data("era5-2mt-2019-03-uk.grib"), folder.resolve("t2.grib"));
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try (TestTask task = new TestTask()) {
            List<Future<double[]>> sums = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                sums.add(workers.submit(() -> {
                    double[] means = new double[744];
                    for (int i = 0; i < 744; i++) {
                        try (DoubleTensor field = GridTasks.read(task, file, "", i)) {
                            means[i] = average(field);
                        }
                    }
                    return means;
                }));
            }
            double[] first = sums.get(0).get();
            for (Future<double[]> other : sums) {
                assertThat(other.get()).containsExactly(first);
            }
        } finally {
            workers.shutdownNow();
        }
        try (Stream<Path> beside = Files.list(folder)) {
            assertThat(beside).containsExactly(file);
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
    void mistakesNameWhatTheFileHas() {
        Path grib = data("era5-2mt-2019-03-uk.grib");
        Path netcdf = data("eraint_uvz.nc");
        try (TestTask task = new TestTask()) {
            assertThatThrownBy(() -> GridTasks.read(task, grib, "", -1)).hasMessageContaining("744 fields");
            assertThatThrownBy(() -> GridTasks.read(task, grib, "", 744)).hasMessageContaining("index 744");
            assertThatThrownBy(() -> GridTasks.read(task, grib, "wind", 0))
                    .hasMessageContaining("\"wind\"")
                    .hasMessageContaining("167");
            assertThatThrownBy(() -> GridTasks.read(task, netcdf, "", 0)).hasMessageContaining("z, u, v");
            assertThatThrownBy(() -> GridTasks.read(task, netcdf, "w", 0)).hasMessageContaining("z, u, v");
            assertThatThrownBy(() -> GridTasks.read(task, netcdf, "z", 6)).hasMessageContaining("6 fields");
            assertThatThrownBy(() -> GridTasks.times(task, netcdf, "z")).hasMessageContaining("no time");
        }
    }

    private static Path resource(Path folder, String name) throws IOException {
        try (InputStream in = FieldFilesTest.class.getResourceAsStream(name)) {
            Files.copy(in, folder.resolve(name));
        }
        return folder.resolve(name);
    }

    /** Two fields of 2 m temperature, the second with a missing value, and one of dew point; forecasts of 0, 6, 12 h. */
    @Test
    void gribEdition2IsRead(@TempDir Path folder) throws IOException {
        Path file = resource(folder, "small.grib2");
        try (TestTask task = new TestTask()) {
            assertThat(GridTasks.count(file, "")).isEqualTo(3);
            assertThat(GridTasks.count(file, "0-0-0")).isEqualTo(2);
            DoubleTensor second = task.own(GridTasks.read(task, file, "Temperature", 1));
            assertThat(second.shape()).containsExactly(4, 5);
            for (int i = 0; i < 20; i++) {
                if (i == 7) {
                    assertThat(second.get(i)).isNaN();
                } else {
                    assertThat(second.get(i)).isCloseTo(280 + 0.5 * i, within(1e-3));
                }
            }
            DoubleTensor dewPoint = task.own(GridTasks.read(task, file, "0-0-6", -1));
            assertThat(dewPoint.get(19)).isCloseTo(299.5, within(1e-3));
            LongTensor times = task.own(GridTasks.times(task, file, ""));
            assertThat(times.toArray())
                    .containsExactly(
                            Instant.parse("2024-02-29T12:00:00Z").getEpochSecond(),
                            Instant.parse("2024-02-29T18:00:00Z").getEpochSecond(),
                            Instant.parse("2024-03-01T00:00:00Z").getEpochSecond());
        }
    }

    /** int16 with scale 0.5, offset 100 and fill value -1; value = position over [time, level, lat, lon]. */
    @ParameterizedTest
    @ValueSource(strings = {"small3.nc", "small4.nc"})
    void bothKindsOfNetcdfAreRead(String name, @TempDir Path folder) throws IOException {
        Path file = resource(folder, name);
        try (TestTask task = new TestTask()) {
            assertThat(GridTasks.count(file, "")).isEqualTo(4);
            for (int index = 0; index < 4; index++) {
                DoubleTensor field = task.own(GridTasks.read(task, file, "t", index));
                assertThat(field.shape()).containsExactly(3, 4);
                for (int i = 0; i < 12; i++) {
                    double expected = index == 2 && i == 11 ? Double.NaN : (12 * index + i) * 0.5 + 100;
                    assertThat((Object) field.get(i)).isEqualTo(expected);
                }
            }
            long first = Instant.parse("2000-02-28T12:00:00Z").getEpochSecond();
            long second = Instant.parse("2000-02-29T12:00:00Z").getEpochSecond();
            assertThat(task.own(GridTasks.times(task, file, "")).toArray())
                    .containsExactly(first, first, second, second);
            try (Stream<Path> beside = Files.list(folder)) {
                assertThat(beside).containsExactly(file);
            }
        }
    }

    @Test
    void aFileThatChangedIsReadAnew(@TempDir Path folder) throws IOException {
        Path file = resource(folder, "small.grib2");
        assertThat(GridTasks.count(file, "")).isEqualTo(3);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, content, StandardOpenOption.APPEND);
        assertThat(GridTasks.count(file, "")).isEqualTo(6);
    }

    @Test
    void otherFilesAreRefused(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "GRIB");
        try (TestTask task = new TestTask()) {
            assertThatThrownBy(() -> GridTasks.read(task, text, "", 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("neither");
            assertThatThrownBy(() -> GridTasks.read(task, folder.resolve("none"), "", 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no file");
        }
    }
}
