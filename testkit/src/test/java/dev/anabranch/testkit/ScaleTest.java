package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.TaskGraph;
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
}
