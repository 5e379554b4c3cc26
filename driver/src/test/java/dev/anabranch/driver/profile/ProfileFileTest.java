package dev.anabranch.driver.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.profile.MeasuredFamily;
import dev.anabranch.model.profile.Measurement;
import dev.anabranch.model.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {
    @TempDir
    private Path folder;

    private static Measurement measurement(String instance, boolean first, double... runs) {
        List<Double> work = new ArrayList<>();
        for (double run : runs) {
            work.add(run);
        }
        return new Measurement(instance, work, first, 2, 80, List.of(40L, 0L));
    }

    private static Profile profile(String meaning, Measurement... measurements) {
        return new Profile("größe", List.of(new MeasuredFamily("x", "code", meaning, List.of(measurements))));
    }

    private Profile read(Path file) throws IOException {
        return ProfileFile.read(file).value().orElseThrow().profile();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("deep/x.arrow");
        Profile profile = new Profile(
                "größe",
                List.of(
                        new MeasuredFamily("x", "c", "m", List.of(measurement("x[i: 1, ö: a]", true, 0.25, 1e-9))),
                        new MeasuredFamily("none", "c", "m", List.of()),
                        new MeasuredFamily("y", "d", "n", List.of(measurement("y", false, 3)))));
        ProfileFile.write(file, profile);
        assertThat(read(file)).isEqualTo(profile);
        ProfileFile.write(file, profile("m", measurement("x", false, 1)));
        assertThat(read(file)).isEqualTo(profile("m", measurement("x", false, 1)));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void manyRowsAreSeveralBatches() throws IOException {
        Path file = folder.resolve("many.arrow");
        Measurement[] many = new Measurement[70_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = measurement("x[i: " + i + "]", i % 2 == 0, i, i + 1);
        }
        ProfileFile.write(file, profile("m", many));
        assertThat(read(file)).isEqualTo(profile("m", many));
    }

    @Test
    void theMedianOfRunsCounts() {
        assertThat(measurement("x", false, 1, 50, 2).seconds()).isEqualTo(2);
        assertThat(measurement("x", false, 1, 2, 3, 50).seconds()).isEqualTo(2.5);
    }

    @Test
    void runsAddUpToALimit() {
        Measurement all = measurement("x", false, 0);
        for (int run = 1; run < 20; run++) {
            all = all.and(measurement("x", false, run));
        }
        assertThat(all.work()).hasSize(Measurement.RUNS).startsWith(11.0).endsWith(19.0);
    }

    @Test
    void aRunInWhichItWasNotTheFirstTellsMore() {
        Measurement first = measurement("x", true, 9);
        Measurement later = measurement("x", false, 1);
        assertThat(first.and(later)).isEqualTo(later);
        assertThat(later.and(first)).isEqualTo(later);
        assertThat(first.and(measurement("x", true, 7)).work()).containsExactly(9.0, 7.0);
    }

    @Test
    void otherMeaningsAreKeptBesideEachOtherUntilThereAreMany() {
        Profile all = profile("0", measurement("x", false, 1));
        for (int meaning = 1; meaning < 10; meaning++) {
            all = all.and(profile("" + meaning, measurement("x", false, 1)));
            all = all.and(profile("1", measurement("x", false, meaning)));
        }
        assertThat(all.families()).extracting(MeasuredFamily::meaning).containsExactly("7", "8", "9", "1");
        assertThat(all.families().get(3).measurements().get(0).work()).hasSize(9);
    }

    @Test
    void anEquationsPartsUnderOneNameAreNotTakenForMeanings() {
        List<MeasuredFamily> parts = new ArrayList<>();
        for (int part = 0; part < 12; part++) {
            parts.add(new MeasuredFamily("x", "c", "m" + part, List.of(measurement("x[i: " + part + "]", false, 1))));
        }
        Profile run = new Profile("f", parts);
        assertThat(run.and(run).families()).hasSize(12);
    }

    @Test
    void whatIsNoProfileIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.arrow"), "not an Arrow file, but long enough to be read");
        assertThat(codes(text)).containsExactly("F0711");
        Path good = folder.resolve("good.arrow");
        ProfileFile.write(good, profile("m", measurement("x", false, 1)));
        byte[] bytes = Files.readAllBytes(good);
        for (int cut = 0; cut < bytes.length; cut += 97) {
            Path damaged = folder.resolve("cut" + cut + ".arrow");
            Files.write(damaged, Arrays.copyOf(bytes, cut));
            assertThat(codes(damaged)).as("cut at %d", cut).containsExactly("F0711");
        }
        assertThat(codes(folder)).containsExactly("F0711");
    }

    private static List<String> codes(Path path) throws IOException {
        Checked<FlowProfile> checked = ProfileFile.read(path);
        return checked.diagnostics().stream()
                .map(diagnostic -> diagnostic.code().id())
                .toList();
    }
}
