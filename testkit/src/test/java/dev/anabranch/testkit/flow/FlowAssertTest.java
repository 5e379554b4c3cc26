package dev.anabranch.testkit.flow;

import static dev.anabranch.testkit.flow.FlowAssert.assertThatFlow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Severity;
import dev.anabranch.testkit.reference.ReferenceMistake;
import dev.anabranch.testkit.reference.ReferenceTask;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asserted of flows one by one. */
class FlowAssertTest {
    private static final String CHAIN = """
            use lab
            param n : int = 3
            dim i = 0..<n
            x[0] = lab.make(0)
            x[i] where i >= 1 = lab.shift(x[i - 1])
            publish x
            """;

    @Test
    void theElaborationTellsWhoReadsWhat() {
        assertThat(assertThatFlow(CHAIN)
                        .given("n", 2)
                        .meansWhatItSays()
                        .elaboration()
                        .graph()
                        .orElseThrow()
                        .tasks())
                .extracting(ReferenceTask::point, ReferenceTask::reads)
                .map(Object::toString)
                .containsExactly("({}, [])", "({\"i\"=1L}, [x[0]])");
    }

    @Test
    void whatTheCompilerRefusesIsShown() {
        FlowAssert flow = assertThatFlow(CHAIN.replace("i >= 1", "i >= 2"));
        assertThatThrownBy(flow::compiles).isInstanceOf(AssertionError.class).hasMessageContaining("never defined");
        assertThat(flow.isAccepted()).isFalse();
        assertThat(flow.isDiagnosedSoundly().isUnderstoodAlike().elaboration().mistakes())
                .extracting(ReferenceMistake::kind)
                .containsExactly(ReferenceMistake.Kind.NEVER_DEFINED);
    }

    @Test
    void emptyListsOfOneOperatorAreOneMistake() {
        for (String operands : List.of("x[0..1] + x[5..6]", "x[4..5] + x[5..6]", "1 - x[5..6]")) {
            FlowAssert flow =
                    assertThatFlow("use lab\ndim i = 0..2\nx[i] = lab.make(i)\ny = lab.mean(" + operands + ")\n");
            assertThat(flow.isUnderstoodAlike().isAccepted()).isFalse();
            assertThat(flow.diagnostics())
                    .filteredOn(d -> d.severity() == Severity.ERROR)
                    .hasSize(1);
        }
    }

    @Test
    void whatReadsListsThatDifferIsNotAskedFor() {
        FlowAssert flow = assertThatFlow("""
                        use lab
                        use flow "other.flow" as other
                        dim i = 0..2
                        dim j = 0..2
                        x[i, j] = lab.make(i)
                        s = other(x: x[0, *] - x[7, *])
                        """)
                .beside("other.flow", "use lab\ninput x[i] : tensor<f64>[..]\ny = lab.shift(x[7])\noutput y\n");
        assertThat(flow.isUnderstoodAlike().diagnostics())
                .extracting(d -> d.code().id())
                .containsExactly("F0407");
    }

    @Test
    void aFlowMayBeGivenNothingElementByElement() {
        assertThatFlow("""
                        use lab
                        use flow "other.flow" as other
                        dim i = 1..0
                        dim j = 1..2
                        x[i] = lab.make(i)
                        s = other(x: x * 2)
                        """)
                .beside("other.flow", "use lab\ninput x[i] : tensor<f64>[..]\ny[i] = x[i] + 1\noutput y\n")
                .isUnderstoodAlike();
    }

    @Test
    void generatorsMayHaveNothingToYield() {
        assertThatFlow("""
                        use lab
                        dim i = 1..0
                        x[i] = lab.feed(1) yields i @cost(size: 8B)
                        """).meansWhatItSays();
    }

    /** More than one block of the tree that an aggregate is defined by. */
    @Test
    void longAggregatesShowTheSame() {
        assertThatFlow("""
                        use lab
                        dim i = 1..50
                        dim j = 6..6
                        x[i] = lab.make(i)
                        s[i, j] = lab.roll(x[i]) yields j
                        y[j] = lab.best(s[*, j])
                        publish y
                        """).runsTheSameOn(Cluster.threads("host", 2, 0));
    }

    @Test
    void aSizeIsAConstantOnTheLeft() {
        assertThatFlow("use lab\ndim i = 0..2\nx[size(i), i] = lab.make(i)\npublish x[3, 0]\n")
                .meansWhatItSays();
    }

    @Test
    void anEquationWithAnIndexOfAnotherTypeIsLeftOut() {
        FlowAssert flow = assertThatFlow("""
                use lab
                dim s = ["a"]
                x[2] = lab.make(2)
                x[s] where s != "b" = lab.make(1)
                """);
        assertThat(flow.isDiagnosedSoundly().diagnostics())
                .extracting(d -> d.code().id())
                .contains("F0206");
    }

    @Test
    void aLibraryThatIsCalledMuchLikeAFlowIsAMistakeOfItsOwn() {
        FlowAssert flow = assertThatFlow("""
                        use lab
                        use flow "other.flow" as a
                        x[1] = lab.shift(ab.make(1))
                        """).beside("other.flow", "use lab\ny = lab.make(1)\noutput y\n");
        assertThat(flow.isDiagnosedSoundly().diagnostics())
                .extracting(d -> d.code().id())
                .contains("F0101");
    }
}
