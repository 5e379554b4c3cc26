package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.compiler.TestCatalog;
import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.TaskGraph;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Dims whose coordinates are the lines of a file. */
class LinesTest {
    private static final String FLOW = """
            flow f
            use grid
            param root : path = "lists"
            dim station = lines("{root}/stations.txt")
            x[station] = grid.read("{station}.grib")
            publish x
            """;

    private static Checked<TaskGraph> compile(byte[] content) {
        return Flows.compile(
                TestCatalog.standard(),
                new FileLister() {
                    @Override
                    public List<String> files(String glob) {
                        return List.of();
                    }

                    @Override
                    public Optional<byte[]> content(String path, int most) {
                        return path.equals("lists/stations.txt")
                                ? Optional.of(Arrays.copyOf(content, Math.min(most, content.length)))
                                : Optional.empty();
                    }
                },
                FLOW);
    }

    private static String report(String content) {
        return report(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String report(byte[] content) {
        return DiagnosticPrinter.plain().print(compile(content).diagnostics());
    }

    @Test
    void coordinatesKeepTheirOrderAndLoseTheirBlanks() {
        TaskGraph graph = compile("\ufeff# all\r\nTroms\u00f8\r\n\r\n \tOslo \n#Bergen\n7\n  # none\nS\u00f8r # of it"
                        .getBytes(StandardCharsets.UTF_8))
                .value()
                .orElseThrow();
        assertThat(graph.arrays().get(0).axes().get(0).domain())
                .isEqualTo(new Domain.Texts(List.of("Troms\u00f8", "Oslo", "7", "S\u00f8r # of it")));
    }

    @Test
    void aRepeatedCoordinateIsShownInItsFile() {
        assertThat(report("# all\nOslo\nBergen\n Oslo\n")).isEqualTo("""
                error[F0209]: `Oslo` stands twice in `lists/stations.txt`
                 --> lists/stations.txt:4:2
                  |
                4 |  Oslo
                  |  ^^^^ also on line 2
                """);
    }

    @Test
    void aFileWithoutCoordinates() {
        assertThat(report("# none yet\n\n")).isEqualTo("""
                error[F0208]: no line of `lists/stations.txt` holds a coordinate
                 --> test.flow:4:21
                  |
                4 | dim station = lines("{root}/stations.txt")
                  |                     ^^^^^^^^^^^^^^^^^^^^^
                """);
    }

    @Test
    void aMissingFile() {
        assertThat(DiagnosticPrinter.plain()
                        .print(Flows.compile(FLOW, "root=other").diagnostics()))
                .isEqualTo("""
                error[F0219]: there is no file `other/stations.txt`
                 --> test.flow:4:21
                  |
                4 | dim station = lines("{root}/stations.txt")
                  |                     ^^^^^^^^^^^^^^^^^^^^^
                  = help: relative paths start from where the command is called
                """);
    }

    @Test
    void whatIsNoText() {
        assertThat(report(new byte[] {'a', '\n', (byte) 0xff, '\n'}))
                .contains("error[F0001]: the file is not UTF-8 text: byte 0xFF at offset 2")
                .contains("--> lists/stations.txt:2:1");
        assertThat(report("a\nb\u0000c\n")).contains("error[F0002]", "--> lists/stations.txt:2:2");
    }

    @Test
    void limits() {
        assertThat(report("a\n" + "b".repeat(1001) + "\n"))
                .contains("error[F0219]: a coordinate of 1001 characters")
                .contains("--> lists/stations.txt:2:1")
                .contains("expected at most 1000");
        assertThat(report("b".repeat(1000))).isEmpty();
        byte[] large = new byte[(16 << 20) + 1];
        Arrays.fill(large, (byte) '\n');
        assertThat(report(large)).contains("error[F0219]: the file `lists/stations.txt` has more than 16 MiB");
    }
}
