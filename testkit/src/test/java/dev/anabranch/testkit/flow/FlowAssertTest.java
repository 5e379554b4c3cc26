package dev.anabranch.testkit.flow;

import static dev.anabranch.testkit.flow.FlowAssert.assertThatFlow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.testkit.reference.ReferenceMistake;
import dev.anabranch.testkit.reference.ReferenceTask;
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
    void emptyListsWithinListsThatDifferAreOneMistake() {
        FlowAssert flow = assertThatFlow("""
                use lab
                dim i = 0..2
                x[i] = lab.make(i)
                y = lab.mean(x[0..1] + x[5..6])
                publish y
                """);
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
}
