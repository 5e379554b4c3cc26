package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.TaskGraph;
import org.junit.jupiter.api.Test;

/** Operators between lists: which elements are pairs. */
class PairedListsTest {
    private static final String START = """
            flow f
            use grid
            dim i = 0..4
            dim j = [3, 1, 2]
            dim k = 1..3
            a[i] = grid.read("a{i}")
            b[j] = grid.read("b{j}")
            c[k] = grid.read("c{k}")
            d[i, k] = grid.read("d{i}{k}")
            """;

    @Test
    void pairsHaveEqualCoordinatesWhateverTheirPlaces() {
        TaskGraph graph = Flows.graph(START + "y = grid.mean(b[*] - c[*])\npublish y\n");
        assertThat(Flows.reads(graph, "y")).containsExactly("y.1[j: 3]", "y.1[j: 1]", "y.1[j: 2]");
        assertThat(Flows.reads(graph, "y.1[j: 3]")).containsExactly("b[j: 3]", "c[k: 3]");
        assertThat(Flows.reads(graph, "y.1[j: 1]")).containsExactly("b[j: 1]", "c[k: 1]");
    }

    @Test
    void rangesChooseWhatIsPaired() {
        TaskGraph graph = Flows.graph(START + "y = grid.mean(a[1..3] * 0.5 + c[*])\npublish y\n");
        assertThat(Flows.reads(graph, "y")).containsExactly("y.2[i: 1]", "y.2[i: 2]", "y.2[i: 3]");
        assertThat(Flows.reads(graph, "y.2[i: 2]")).containsExactly("y.1[i: 2]", "c[k: 2]");
    }

    @Test
    void indicesAreMatchedInTheirOrder() {
        TaskGraph graph = Flows.graph(
                START + "e[k, i] = grid.read(\"e{k}{i}\")\n" + "y[k] = grid.mean(d[*, k] + e[k, *])\n" + "publish y\n");
        assertThat(Flows.reads(graph, "y.1[k: 2, i: 4]")).containsExactly("d[i: 4, k: 2]", "e[k: 2, i: 4]");
    }

    @Test
    void windowsAreCutOffTogether() {
        TaskGraph graph =
                Flows.graph(START + "y[i] = grid.mean(a[i - 1 .. i + 1] - d[i - 1 .. i + 1, 2])\npublish y\n");
        assertThat(Flows.reads(graph, "y[i: 0]")).containsExactly("y.1[i: 0, i_2: 0]", "y.1[i: 0, i_2: 1]");
        assertThat(Flows.reads(graph, "y.1[i: 4, i_2: 3]")).containsExactly("a[i: 3]", "d[i: 3, k: 2]");
    }

    @Test
    void aRangeGivesTheOrderOfWhatAnOperatorMakes() {
        TaskGraph graph = Flows.graph(START + "y = grid.fraction(b[1..3] > 0.0)\npublish y\n");
        assertThat(Flows.reads(graph, "y")).containsExactly("y.1[j: 1]", "y.1[j: 2]", "y.1[j: 3]");
    }

    private static void wrong(String rest, String report) {
        assertThat(Flows.report(START + rest + "publish a\n")).isEqualTo(report);
    }

    @Test
    void anElementWithoutPartnerIsNamed() {
        wrong("y = grid.mean(a[*] + c[*])\n", """
                error[F0407]: `a[i: 0]` has no partner: `c[*]` has no element at `0`
                  --> test.flow:10:15
                   |
                10 | y = grid.mean(a[*] + c[*])
                   |               ^^^^^^^^^^^ lists over different coordinates
                   = help: an operator pairs elements by coordinate: narrow the longer list by a range, or define what is missing
                """);
        wrong("y = grid.mean(c[*] + a[*])\n", """
                error[F0407]: `a[i: 0]` has no partner: `c[*]` has no element at `0`
                  --> test.flow:10:15
                   |
                10 | y = grid.mean(c[*] + a[*])
                   |               ^^^^^^^^^^^ lists over different coordinates
                   = help: an operator pairs elements by coordinate: narrow the longer list by a range, or define what is missing
                """);
    }

    @Test
    void listsWithNothingInCommonAreOneMistake() {
        wrong("y = grid.mean(a[0..1] + a[3..4])\n", """
                error[F0407]: `a[i: 3]` has no partner: `a[0..1]` has no element at `3`
                  --> test.flow:10:15
                   |
                10 | y = grid.mean(a[0..1] + a[3..4])
                   |               ^^^^^^^^^^^^^^^^^ lists over different coordinates
                   = help: an operator pairs elements by coordinate: narrow the longer list by a range, or define what is missing
                """);
    }

    @Test
    void shiftedWindowsAreNoPairs() {
        wrong("y[i] where i > 0 = grid.mean(a[i - 1 .. i] + a[0 .. i])\n", """
                error[F0407]: `a[i: 0]` has no partner: `a[i - 1 .. i]` has no element at `0`
                  --> test.flow:10:30
                   |
                10 | y[i] where i > 0 = grid.mean(a[i - 1 .. i] + a[0 .. i])
                   |                              ^^^^^^^^^^^^^^^^^^^^^^^^^ lists over different coordinates
                   = help: an operator pairs elements by coordinate: narrow the longer list by a range, or define what is missing
                   = help: the same happens to 2 more instances
                """);
    }

    @Test
    void listsOverDifferentNumbersOfIndices() {
        wrong("y = grid.mean(d[*, *] + a[*])\n", """
                error[F0407]: `a[*]` is a list over 1 index (int), `d[*, *]` one over 2 indices (int, int)
                  --> test.flow:10:15
                   |
                10 | y = grid.mean(d[*, *] + a[*])
                   |               ^^^^^^^^^^^^^^ lists over different coordinates
                   = help: an operator pairs elements by coordinate; fix an index of one list
                """);
    }
}
