package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Builds {@code samples/embedded} as its user would. */
class EmbeddedSampleIT {
    private static final String SOURCES = "target/generated-sources/flow";
    private static final String PLANS = "target/generated-resources/flow/META-INF/anabranch/plans";
    private static final String PACKAGED = "target/classes/META-INF/anabranch/plans";

    @Test
    void theSampleIsBuiltTestedAndRunAndBuiltAgainWithoutWork() throws Exception {
        RealBuild build = RealBuild.copyOfSample("whole");

        RealBuild.Outcome first = build.maven("verify");
        assertThat(first.status()).as(first.log()).isZero();
        assertThat(first.log()).contains("src/main/flow/storms.flow: flows.storms.Storms", "Tests run: 2, Failures: 0");

        RealBuild.Outcome run = build.java("-jar", "target/storms-1.0.jar");
        assertThat(run.status()).as(run.log()).isZero();
        assertThat(run.log().lines().filter(line -> line.contains("of 40 places have a warning")))
                .hasSize(12);

        SortedMap<String, String> generated = build.snapshot("target/generated-sources");
        SortedMap<String, String> resources = build.snapshot("target/generated-resources");
        SortedMap<String, String> classes = build.snapshot("target/classes");
        assertThat(generated).containsKey("flow/flows/storms/Storms.java");
        assertThat(resources.keySet()).anyMatch(file -> file.endsWith("/steps.arrow"));

        RealBuild.Outcome second = build.maven("process-classes");
        assertThat(second.status()).as(second.log()).isZero();
        assertThat(second.log()).contains("Nothing to compile - all flows are up to date");
        assertThat(build.snapshot("target/generated-sources")).isEqualTo(generated);
        assertThat(build.snapshot("target/generated-resources")).isEqualTo(resources);
        assertThat(build.snapshot("target/classes")).isEqualTo(classes);
    }

    @Test
    void aCommentRewritesNothingAndAChangeLeavesNothingBehind() throws Exception {
        RealBuild build = RealBuild.copyOfSample("changes");
        RealBuild.Outcome first = build.maven("process-resources");
        assertThat(first.status()).as(first.log()).isZero();
        SortedMap<String, String> sources = build.snapshot(SOURCES);
        SortedMap<String, String> plans = build.snapshot(PLANS);
        assertThat(build.snapshot(PACKAGED).keySet()).isEqualTo(plans.keySet());

        build.append("src/main/flow/storms.flow", "// said at the end\n");
        RealBuild.Outcome commented = build.maven("generate-sources");
        assertThat(commented.status()).as(commented.log()).isZero();
        assertThat(commented.log()).doesNotContain("Nothing to compile");
        assertThat(build.snapshot(SOURCES)).isEqualTo(sources);
        assertThat(build.snapshot(PLANS)).isEqualTo(plans);

        String flow = Files.readString(build.file("src/main/flow/storms.flow"));
        Files.delete(build.file("src/main/flow/storms.flow"));
        Files.writeString(build.file("src/main/flow/gales.flow"), flow.replace("flow storms", "flow gales"));
        RealBuild.Outcome renamed = build.maven("process-resources");
        assertThat(renamed.status()).as(renamed.log()).isZero();
        assertThat(build.snapshot(SOURCES).keySet())
                .contains("flows/gales/Gales.java")
                .allMatch(file -> file.startsWith("flows/gales/"));
        assertThat(build.snapshot(PLANS).keySet()).doesNotContainAnyElementsOf(plans.keySet());
        assertThat(build.snapshot(PACKAGED).keySet())
                .isEqualTo(build.snapshot(PLANS).keySet());
    }

    @Test
    void theMistakesOfAllFlowsAreShownAndStopTheBuild() throws Exception {
        RealBuild build = RealBuild.copyOfSample("mistakes");
        build.append("src/main/flow/storms.flow", "publish rwa\n");
        Files.writeString(
                build.file("src/main/flow/another.flow"), "flow another\nuse grid\nx = grid.maen(y)\npublish x\n");

        RealBuild.Outcome outcome = build.maven("generate-sources");
        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.log())
                .contains("--> src/main/flow/another.flow:3:", "--> src/main/flow/storms.flow:")
                .containsPattern("\\[ERROR\\] error\\[F\\d{4}\\]: .*`rwa`")
                .contains("3 errors in 2 flows.")
                .doesNotContain("\tat ");
        assertThat(build.file(SOURCES)).doesNotExist();
    }
}
