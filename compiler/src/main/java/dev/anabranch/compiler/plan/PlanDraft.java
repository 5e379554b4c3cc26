package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.ScheduleTransfers;
import dev.anabranch.compiler.schedule.Scheduled;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import java.util.List;
import java.util.Optional;

/** A schedule written out in steps, from which it follows what is alive when. */
final class PlanDraft {
    final OptimizedGraph graph;
    final Scheduled scheduled;
    /** Why its transfers are not by their order of arrival; empty if they are. */
    final List<Decision> transferred;

    final TaskRows rows;
    final DatasetNames names;
    final PublicationRows publications;
    final SpillRows spills;
    final CheckpointRows checkpoints;
    final StepRows steps;
    final MemoryForecast memory;
    private final Optional<MemoryShortage> shortage;

    PlanDraft(OptimizedGraph graph, Cluster cluster, Scheduled scheduled) {
        this(graph, cluster, new ScheduleTransfers.Outcome(scheduled, List.of()));
    }

    PlanDraft(OptimizedGraph graph, Cluster cluster, ScheduleTransfers.Outcome outcome) {
        this.graph = graph;
        this.scheduled = outcome.scheduled();
        this.transferred = outcome.decisions();
        this.rows = new TaskRows(graph, cluster, scheduled.schedule());
        this.names = new DatasetNames(graph, rows, cluster, scheduled.transfers());
        this.publications = new PublicationRows(graph.graph());
        this.spills = new SpillRows(graph.graph(), cluster, scheduled.spills());
        this.checkpoints = new CheckpointRows(graph, cluster, rows, scheduled.checkpoints());
        this.steps = new StepRows(graph.graph(), cluster, rows, names, publications, spills, checkpoints);
        this.memory = new MemoryForecast(graph, cluster, rows, names, steps.holds(), spills);
        this.shortage = memory.shortage();
    }

    /** Where it does not fit; empty if it does. */
    Optional<MemoryShortage> shortage() {
        return shortage;
    }

    double makespan() {
        return rows.makespan();
    }
}
