package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.graph.TaskGraph;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order lists hold the datasets of arrays that several equations define. */
class CoordinateOrderTest {
    private static List<String> all(String equations) {
        TaskGraph graph = Flows.graph("""
                use lorenz
                %s
                all = lorenz.mean(x[*])
                publish all
                """.formatted(equations));
        return Flows.reads(graph, "all");
    }

    @Test
    void aConditionalOnAnIndexDoesNotReorderIt() {
        assertThat(all("""
                        dim place = ["a", "b", "c"]
                        x[place] = if place == "b" then lorenz.perturb(1) else lorenz.perturb(2)""")).containsExactly("x[place: a]", "x[place: b]", "x[place: c]");
    }

    @Test
    void equationsThatShareADimKeepItsOrder() {
        assertThat(all("""
                        dim i = [5, 1, 3]
                        x[i] where i == 3 = lorenz.perturb(1)
                        x[i] where i != 3 = lorenz.perturb(2)""")).containsExactly("x[i: 5]", "x[i: 1]", "x[i: 3]");
    }

    @Test
    void whatAnotherDimBringsComesBehind() {
        assertThat(all("""
                        dim i = [5, 1, 3]
                        x[i] where i != 5 = lorenz.perturb(1)
                        x[7] = lorenz.perturb(7)
                        x[i + 1] where i == 5 = lorenz.perturb(2)""")).containsExactly("x[i: 1]", "x[i: 3]", "x[i: 7]", "x[i: 6]");
    }

    @Test
    void aListThatAscendsGivesNoOrderOfItsOwn() {
        assertThat(all("""
                        dim i = [1, 2, 4]
                        x[i] = lorenz.perturb(i)
                        x[3] = lorenz.perturb(3)""")).containsExactly("x[i: 1]", "x[i: 2]", "x[i: 3]", "x[i: 4]");
    }
}
