package dev.anabranch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.source.GeneratedSources;
import dev.anabranch.codegen.source.SourceFile;
import dev.anabranch.model.graph.TaskGraph;
import org.junit.jupiter.api.Test;

/** Each stage that is measured does its work on a small flow. */
final class CompileStagesTest {
    private final CompileStages stages = new CompileStages();

    @Test
    void aStencilHasOneTaskForEachCellAndStep() {
        assertThat(stages.graph(FlowTexts.stencil(5, 4)).taskCount()).isEqualTo(20);
    }

    @Test
    void everyTaskOfAStencilIsPlannedAndTheProgramsCallIt() {
        CompileStages.Planned planned = stages.plan(stages.graph(FlowTexts.stencil(5, 4)));
        assertThat(planned.plan().tasks().task()).hasSize(20);
        GeneratedSources sources = stages.sources(planned);
        assertThat(sources.entryClass()).isEqualTo("flows.stencil.Stencil");
        assertThat(sources.files()).extracting(SourceFile::text).anyMatch(text -> text.contains("TrivialTasks.mix("));
    }

    @Test
    void theEnsembleIsTheSample() {
        TaskGraph graph = stages.graph(FlowTexts.ensemble());
        assertThat(graph.flow()).isEqualTo("ensemble");
        assertThat(stages.sources(stages.plan(graph)).entryClass()).isEqualTo("flows.ensemble.Ensemble");
    }
}
