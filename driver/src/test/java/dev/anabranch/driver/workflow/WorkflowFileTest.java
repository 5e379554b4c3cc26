package dev.anabranch.driver.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.driver.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFileTest {
    private static final String TRACE = """
            {"name": "trace", "workflow": {
              "specification": {
                "tasks": [
                  {"id": "a", "parents": [], "inputFiles": ["raw"], "outputFiles": ["x", "y"]},
                  {"id": "b", "parents": ["a", "a"], "inputFiles": ["x", "y"], "outputFiles": []},
                  {"id": "c", "parents": ["a"], "inputFiles": ["y"]}],
                "files": [{"id": "raw", "sizeInBytes": 7}, {"id": "x", "sizeInBytes": 100}, {"id": "y", "sizeInBytes": 20}]},
              "execution": {"tasks": [{"id": "a", "runtimeInSeconds": 2}, {"id": "c", "runtimeInSeconds": 0}]}}}
            """;

    @TempDir
    Path folder;

    private Workflow read(String text) throws IOException, WorkflowMistake {
        Path file = Files.writeString(folder.resolve("graph.json"), text);
        return WorkflowFile.read(file);
    }

    @Test
    void aTraceHasItsRunTimesAndTheFilesBetweenTasks() throws Exception {
        Workflow workflow = read(TRACE);
        assertThat(workflow.tasks()).containsExactly("a", "b", "c");
        assertThat(workflow.work()).containsExactly(2, 0.001, 0.001);
        assertThat(workflow.from()).containsExactly(0, 0);
        assertThat(workflow.to()).containsExactly(1, 2);
        assertThat(workflow.bytes()).containsExactly(120, 20);
    }

    @Test
    void sizesAreScaledToARatio() throws Exception {
        Workflow workflow = read(TRACE).withRatio(10);
        double meanWork = 2.002 / 3;
        double meanTransfer = (workflow.bytes()[0] + workflow.bytes()[1]) / 2 / 125e6;
        assertThat(meanTransfer / meanWork).isCloseTo(10, within(1e-9));
    }

    @Test
    void nodesAndLinksAreReadFromJsonAndGraphviz() throws Exception {
        Workflow json = read("""
                {"nodes": [{"id": "a", "work": 1.5}, {"id": "b"}],
                 "links": [{"source": "a", "target": "b", "bytes": 1000}]}
                """);
        Workflow dot = read("""
                strict digraph "two; tasks" { // with a comment -> here
                  graph [rankdir=LR]; node [shape=box]
                  a [label="x; -> y", work=1.5]
                  a -> "b" [bytes=1e3]
                }
                """);
        assertThat(dot.name()).isEqualTo("two; tasks");
        for (Workflow workflow : new Workflow[] {json, dot}) {
            assertThat(workflow.tasks()).containsExactly("a", "b");
            assertThat(workflow.work()).containsExactly(1.5, 1);
            assertThat(workflow.from()).containsExactly(0);
            assertThat(workflow.bytes()).containsExactly(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "{}",
                "{\"nodes\": [{\"id\": \"a\"}], \"links\": [{\"source\": \"a\", \"target\": \"z\"}]}",
                "{\"nodes\": [{\"id\": \"a\"}, {\"id\": \"a\"}], \"links\": []}",
                "digraph g { a -> b; b -> a }",
                "digraph g { subgraph s { a } }",
                "digraph g { a [work=much] }"
            })
    void whatIsNoTaskGraphIsToldAsAMistake(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(WorkflowMistake.class);
    }

    @Test
    void aPlanIsTheSameEachTimeAndHasItsTables() throws Exception {
        Workflow workflow = read("digraph g { a [work=2]; a -> b [bytes=1e9]; a -> c [bytes=1e9] }");
        WorkflowRequest request = new WorkflowRequest(workflow, ThisMachine.cluster(2), true, OptionalDouble.empty());
        WorkflowPlanner planner = new WorkflowPlanner(System::nanoTime);
        PlannedWorkflow planned = planner.plan(request);
        assertThat(planned.makespan()).isCloseTo(3, within(1e-5));
        assertThat(planner.plan(request).makespan()).isEqualTo(planned.makespan());
        assertThat(planned.reproducible()).isTrue();
        Path out = folder.resolve("plan");
        WorkflowTables.write(planned, out);
        assertThat(out).isDirectoryContaining("glob:**/tasks.arrow").isDirectoryContaining("glob:**/manifest.json");
        assertThatThrownBy(() -> WorkflowTables.write(planned, out)).isInstanceOf(IOException.class);
    }
}
