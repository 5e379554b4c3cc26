package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code anabranch init} writes is a project that builds. */
class NewProjectIT {
    private static final String TASK = "src/main/java/com/acme/forecast/Wind.java";

    @Test
    void aNewProjectIsBuiltTestedAndRun() throws Exception {
        RealBuild build = RealBuild.inEmptyFolder("forecast");
        RealBuild.Outcome init = build.anabranch("init", "--group", "com.acme");
        assertThat(init.status()).as(init.log()).isZero();

        RealBuild.Outcome verify = build.maven("verify");
        assertThat(verify.status()).as(verify.log()).isZero();
        assertThat(verify.log())
                .contains("src/main/flow/forecast.flow: flows.forecast.Forecast", "Tests run: 3, Failures: 0")
                .doesNotContain("[WARNING]");
        assertThat(build.file("target/forecast-1.0-SNAPSHOT.jar")).exists();

        RealBuild.Outcome tasks = build.anabranch("tasks", "com.acme.forecast.Wind", "--class-path", "target/classes");
        assertThat(tasks.log())
                .contains(
                        "use java com.acme.forecast.Wind as wind",
                        "wind.places(field: tensor<f64>, above: float = 0.0) -> int",
                        "Counts the places where a field is above a limit.");

        RealBuild.Outcome run =
                build.anabranch("run", "src/main/flow/forecast.flow", "--class-path", "target/classes", "--workers=2");
        assertThat(run.status()).as(run.log()).isZero();
        assertThat(run.log()).contains("published 16 datasets");

        // A build that compiles again keeps the Javadoc, also of classes that have not changed.
        build.append(TASK, "// said at the end\n");
        RealBuild.Outcome again = build.maven("process-classes");
        assertThat(again.status()).as(again.log()).isZero();
        assertThat(Files.readString(build.file("target/classes/com/acme/forecast/Wind.tasks")))
                .contains("Counts the places");

        Path task = build.file(TASK);
        Files.writeString(task, Files.readString(task).replace("public static long", "public long"));
        RealBuild.Outcome unknown = build.maven("process-classes");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.log())
                .contains(
                        "error[F0102]: the library `wind` has no task `places`",
                        "com.acme.forecast.Wind.places: a task is a static method; add `static`");
        RealBuild.Outcome wrong = build.maven("process-classes", "-Danabranch.skip");
        assertThat(wrong.status()).isNotZero();
        assertThat(wrong.log()).contains("Wind.java:[21,", "a task is a static method; add `static`");
    }
}
