package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static dev.anabranch.testkit.flow.FlowAssert.assertThatFlow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScaleTest {
    /** Takes some three seconds of computing; the limit leaves room for slow and busy machines. */
    @Test
    void aHundredThousandTasksArePlannedAndProvedInSeconds() {
        assertTimeout(Duration.ofSeconds(90), () -> {
            TaskGraph graph = Graphs.stencil(1000, 100);
            Cluster cluster = Cluster.threads("a", 8, 0);
            assertThatPlan(graph, cluster, Inputs.plan(graph, cluster)).isValid();
        });
    }

    /**
     * Only one column goes on, and HEFT follows it to its end before it makes what the second worker waits for. Row by row
     * both work all the time.
     */
    @Test
    void whatIsBesideTheLongestChainIsNotLeftToItsEnd() {
        TaskGraph graph = assertThatFlow("""
                        flow tree
                        use lab
                        dim t = 0..<3000
                        dim i = 0..<8
                        x[0, 0] = lab.make(0) @on("a/0") @cost(time: 3us, size: 8B)
                        x[t, i] where t > 0 && i < 4 && i < pow(2, min(t, 62)) = lab.shift(x[t - 1, i / 2])
                            @on("a/0") @cost(time: 3us, size: 8B)
                        x[t, i] where t > 0 && i >= 4 && i < pow(2, min(t, 62)) = lab.shift(x[t - 1, i / 2])
                            @on("a/1") @cost(time: 3us, size: 8B)
                        publish x[2999, i]
                        """).graph();
        Cluster cluster = Cluster.threads("a", 2, 0);
        Plan plan = Inputs.plan(graph, cluster);
        assertThatPlan(graph, cluster, plan).isValid();
        assertThat(plan.summary().gap()).isLessThan(0.01);
    }
}
