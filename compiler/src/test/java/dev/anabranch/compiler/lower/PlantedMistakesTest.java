package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** All mistakes of a file come at once, in the order of the file, and each is one message. */
class PlantedMistakesTest {
    private static final String START = """
            flow planted
            use grid
            dim i = 0..9
            raw[i] = grid.read("{i}")
            """;

    /**
     * A mistake, and what reads what it spoils.
     *
     * @param code of the only message
     * @param line where it is shown, counted from the first of {@code lines}
     */
    private record Mistake(String code, int line, List<String> lines) {
        static Mistake of(String code, int line, String... lines) {
            return new Mistake(code, line, List.of(lines));
        }
    }

    private static final List<Mistake> MISTAKES = List.of(
            Mistake.of("F0107", 0, "a1[i] = grid.smooth(rwa[i], 1)", "publish a1"),
            Mistake.of("F0102", 0, "a2[i] = grid.smoth(raw[i], 1)", "b2[i] = grid.smooth(a2[i], 1)", "publish b2"),
            Mistake.of("F0306", 0, "a3[i] = grid.mean(raw[i])", "b3[i] = grid.smooth(a3[i], 1)", "publish b3"),
            Mistake.of("F0307", 0, "a4[i] = grid.smooth(raw, 1)", "b4 = grid.mean(a4[*])", "publish b4"),
            Mistake.of("F0301", 0, "a5[i] = grid.smooth(1, raw[i])", "publish a5"),
            Mistake.of("F0103", 0, "a6[k] = grid.smooth(raw[k], 1)", "b6[k] = grid.smooth(a6[k], 1)", "publish b6"),
            Mistake.of("F0202", 0, "a7 = raw[i] + raw[i]", "b7 = grid.smooth(a7, 1)", "publish b7"),
            Mistake.of("F0401", 0, "a8[i] = raw[i] - raw[i - 1]", "b8[i] = a8[i] + raw[i]", "publish b8"),
            Mistake.of("F0005", 0, "a9[i] = grid.smooth(raw[i] 1)", "b9[i] = a9[i] + raw[i]", "publish b9"),
            Mistake.of("F0007", 0, "a10[i] = grid.smooth(raw[i], 1", "publish a10"),
            Mistake.of("F0017", 0, "a11[i] where i = 3 = grid.smooth(raw[i], 1)", "publish a11"),
            Mistake.of("F0305", 0, "a12[i] = grid.smooth(raw[i], radus: 1)", "publish a12"),
            Mistake.of("F0201", 0, "a13[i] = grid.smooth(raw[i, 2], 1)", "publish a13"),
            Mistake.of("F0203", 0, "a14[2 * i] = grid.smooth(raw[i], 1)", "b14 = grid.mean(a14[*])", "publish b14"),
            Mistake.of(
                    "F0402",
                    1,
                    "a15[i] where i < 6 = grid.smooth(raw[i], 1)",
                    "a15[i] where i > 4 = grid.smooth(raw[i], 2)",
                    "publish a15"),
            Mistake.of("F0501", 0, "a16[i] = grid.smooth(raw[i], 1) @csot(time: 1s)", "publish a16"),
            Mistake.of("F0309", 0, "a17 = grid.wait(6)", "b17 = grid.smooth(a17, 1)", "publish b17"),
            Mistake.of("F0209", 0, "dim d18 = [1, 1]", "a18[d18] = grid.read(\"{d18}\")", "publish a18"),
            Mistake.of("F0111", 0, "param q19 : integer = 3", "a19[i] = grid.smooth(raw[i], q19)", "publish a19"),
            Mistake.of(
                    "F0403",
                    0,
                    "a20[i] = grid.smooth(b20[i], 1)",
                    "b20[i] = grid.smooth(a20[i], 1)",
                    "c20[i] = grid.smooth(b20[i], 1)",
                    "publish c20"),
            Mistake.of("F0301", 0, "a21[i] = grid.smooth(raw[i], \"1\")", "publish a21"),
            Mistake.of("F0009", 0, "a22 = grid.read('a')", "b22 = a22 + a22", "publish b22"),
            Mistake.of("F0312", 0, "dim d23 = 0..<raw", "a23[d23] = grid.read(\"{d23}\")", "publish a23"),
            Mistake.of("F0101", 0, "use gird as g24", "a24[i] = g24.smooth(raw[i], 1)", "publish a24"),
            Mistake.of("F0214", 1, "publish raw as \"r25\"", "publish raw as \"r25\""),
            Mistake.of(
                    "F0213",
                    2,
                    "dim d26 = 1..2",
                    "a26[d26, i] = grid.smooth(raw[i], d26)",
                    "publish a26 as \"a26/{i}\""),
            Mistake.of("F0212", 0, "a27[i] where raw[i] > 3 = grid.smooth(raw[i], 1)", "publish a27"),
            Mistake.of("F0101", 0, "use linag", "a32 = linalg.tile(1, 1)", "b32 = a32 + a32", "publish b32"),
            Mistake.of("F0302", 0, "a28[i] = grid.smooth(raw[i])", "publish a28"),
            Mistake.of("F0215", 1, "use linalg as l29", "a29 = l29.qr(raw[1])", "b29 = a29 + a29", "publish b29"),
            Mistake.of("F0315", 0, "a30 = 3", "publish a30"),
            Mistake.of("F0024", 0, "a31[i] where 1 < i < 3 = raw[i] + raw[i]", "publish a31"));

    @Provide
    Arbitrary<Set<Integer>> some() {
        return Arbitraries.integers().between(0, MISTAKES.size() - 1).set().ofMinSize(1);
    }

    @Property
    void allComeAtOnceInOrderAndEachIsOneMessage(@ForAll("some") Set<Integer> planted) {
        List<String> lines = new ArrayList<>(START.lines().toList());
        List<String> expected = new ArrayList<>();
        for (int m : planted) {
            Mistake mistake = MISTAKES.get(m);
            expected.add(mistake.code() + " at line " + (lines.size() + 1 + mistake.line()));
            lines.addAll(mistake.lines());
        }
        List<Diagnostic> diagnostics = Flows.compile(String.join("\n", lines)).diagnostics();
        assertThat(diagnostics)
                .as(() -> DiagnosticPrinter.plain().print(diagnostics))
                .extracting(d -> d.code().id() + " at line " + d.span().line())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void eachHasAWayOut() {
        for (Mistake mistake : MISTAKES) {
            List<Diagnostic> diagnostics =
                    Flows.compile(START + String.join("\n", mistake.lines())).diagnostics();
            assertThat(diagnostics)
                    .as(() -> DiagnosticPrinter.plain().print(diagnostics))
                    .allSatisfy(d ->
                            assertThat(d.help().size() + d.label().length()).isPositive());
        }
    }
}
