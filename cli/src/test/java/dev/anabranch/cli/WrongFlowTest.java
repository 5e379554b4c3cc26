package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.anabranch.driver.DiagnosticIndex;
import dev.anabranch.driver.example.DiagnosticExample;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongFlowTest {
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void everyMistakeComesAtOnceInTheUsersOwnSource() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("wrong.flow", """
                flow wrong
                use grid
                dim step = 0..24 by 6
                raw[step] = grid.read("{step}.grib")
                mean = grid.mean(rwa[*])
                low = grid.minn(raw[*])
                publish mean, low
                """);
        Anabranch.Answer check = anabranch.call("check", flow);
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.err())
                .contains("error[F0107]", "`rwa`", "did you mean `raw`?", "wrong.flow:5:18", "minn", "wrong.flow:6:")
                .contains("mean = grid.mean(rwa[*])")
                .endsWith("2 errors\n")
                .doesNotContain("Exception");
        JsonNode json = anabranch.call("check", flow, "--json").json();
        assertThat(json.get("ok").asBoolean()).isFalse();
        assertThat(json.get("diagnostics")).hasSize(2);
        assertThat(json.get("diagnostics").get(0).get("line").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "empty", "brackets", "dim", "uses"})
    void hostileFilesEndInOneClearErrorSoonAndInLittleMemory(String kind) throws Exception {
        Path flow = folder.resolve(kind + ".flow");
        switch (kind) {
            case "random" -> {
                byte[] bytes = new byte[100_000];
                new Random(1).nextBytes(bytes);
                Files.write(flow, bytes);
            }
            case "empty" -> Files.writeString(flow, "");
            case "brackets" -> Files.writeString(flow, "flow deep\nx = " + "(".repeat(100_000));
            case "dim" ->
                Files.writeString(
                        flow,
                        "flow big\nuse lorenz\ndim i = 1..1000000000000\nx[i] = lorenz.perturb(seed: i)\npublish x\n");
            case "uses" -> {
                for (int i = 0; i < 40; i++) {
                    String next = "use flow \"more" + i + ".flow\" as more\na = more()\nb = more()\n";
                    Files.writeString(i == 0 ? flow : folder.resolve("more" + (i - 1) + ".flow"), "flow f\n" + next);
                }
                Files.writeString(folder.resolve("more39.flow"), "flow last\nuse lorenz\n");
            }
            default -> throw new IllegalArgumentException(kind);
        }
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.anabranch.cli.Main",
                        "check",
                        flow.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        // Of its own time: how long that takes depends on what else the machine does.
        Duration worked = Duration.ZERO;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            worked = process.info().totalCpuDuration().orElse(worked);
            if (worked.compareTo(LONGEST_CHECK) > 0) {
                process.destroyForcibly();
            }
        }
        assertThat(worked).as("processor time").isLessThan(LONGEST_CHECK);
        String printed = Files.readString(out);
        assertThat(process.exitValue()).as(printed).isEqualTo(1);
        assertThat(printed.lines().filter(line -> line.startsWith("error[")))
                .as(printed)
                .hasSize(1);
        assertThat(printed).contains(kind + ".flow:").doesNotContain("Exception", "Error:");
    }

    @Test
    void everyCodeIsExplained() {
        Anabranch anabranch = new Anabranch(folder);
        List<String> codes = anabranch
                .call("explain")
                .out()
                .lines()
                .map(line -> line.substring(0, 5))
                .toList();
        assertThat(codes).contains("F0107", "F0213").doesNotHaveDuplicates().isSorted();
        for (DiagnosticCode code : DiagnosticIndex.all()) {
            assertThat(codes).contains(code.id());
            String out = anabranch.call("explain", code.id()).out();
            assertThat(out).startsWith(code.id() + ": " + code.title());
            DiagnosticExample.of(code)
                    .ifPresent(example -> assertThat(out).contains("\n" + example.printed() + "\nmended."));
        }
        assertThat(anabranch.call("explain", "F9999").status()).isEqualTo(2);
    }
}
