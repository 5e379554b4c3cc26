package dev.anabranch.compiler.plan;

import static java.util.Objects.requireNonNull;

import dev.anabranch.compiler.schedule.JoinGangs;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.ScheduleTransfers;
import dev.anabranch.compiler.schedule.Scheduled;
import dev.anabranch.compiler.schedule.Scheduler;
import dev.anabranch.compiler.schedule.SpillToDisk;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first scheduler's schedule if it fits the memory of the hosts, otherwise the shortest that fits of all that are
 * tried. Where none does, the one that needs least more than there is tells what is missing.
 */
final class MemoryChoice {
    private final OptimizedGraph graph;
    private final Cluster cluster;
    private final RecomputeOrTransmit recompute;
    private final List<Decision> rejected = new ArrayList<>();
    private final List<Scheduled> doNotFit = new ArrayList<>();
    private @Nullable PlanDraft best;
    private @Nullable MemoryShortage least;
    private final @Nullable JoinGangs gangs;
    private int tried;
    private int fitting;

    MemoryChoice(OptimizedGraph graph, Cluster cluster, RecomputeOrTransmit recompute) {
        this.graph = graph;
        this.cluster = cluster;
        this.recompute = recompute;
        this.gangs = JoinGangs.isNeeded(graph) ? JoinGangs.of(graph, cluster) : null;
    }

    /**
     * @param schedulers the first is preferred
     * @param spilling whether datasets may wait on disk where no order fits
     * @throws MemoryFailure if none fits
     */
    PlanDraft among(List<Scheduler> schedulers, boolean spilling) {
        List<String> names = new ArrayList<>();
        for (Scheduler scheduler : schedulers) {
            // The search may have settled for what comes next.
            if (!names.contains(scheduler.name())) {
                names.add(consider(scheduler));
            }
            if (names.size() == 1 && best != null) {
                break;
            }
        }
        if (best != null) {
            best = improved(best);
            return best;
        }
        if (spilling && gangs == null) {
            for (Scheduled scheduled : SpillToDisk.of(graph, cluster, doNotFit)) {
                PlanDraft draft = new PlanDraft(graph, cluster, scheduled);
                if (draft.shortage().isPresent()) {
                    missing(draft.shortage().get());
                } else if (best == null || draft.makespan() < best.makespan()) {
                    best = draft;
                }
            }
        }
        if (best != null) {
            return best;
        }
        throw new MemoryFailure(requireNonNull(least));
    }

    /** With copies, or with transfers in a better order, whichever is shorter, where it fits; as it is where it has gangs. */
    private PlanDraft improved(PlanDraft draft) {
        if (gangs != null) {
            return draft;
        }
        PlanDraft copied = withCopies(draft);
        PlanDraft sent = withTransfers(draft);
        boolean sending =
                copied.shortage().isPresent() || (sent.shortage().isEmpty() && sent.makespan() < copied.makespan());
        return sending ? sent : copied;
    }

    /** With copies where they pay and fit, else without. */
    private PlanDraft withCopies(PlanDraft draft) {
        if (!draft.scheduled.copies().isEmpty()) {
            return draft;
        }
        Scheduled copied = recompute.improve(graph, cluster, draft.scheduled);
        if (copied.copies().isEmpty()) {
            return draft;
        }
        PlanDraft better = new PlanDraft(graph, cluster, copied);
        if (better.shortage().isEmpty()) {
            return better;
        }
        rejected.add(new Decision(
                RecomputeOrTransmit.NAME,
                graph.graph().flow(),
                "not taken: " + better.shortage().get().message(),
                copied.copies().size()));
        return draft;
    }

    /** With the first shorter way to send for which all hosts have memory, if there is one. */
    private PlanDraft withTransfers(PlanDraft draft) {
        for (ScheduleTransfers.Outcome sent : ScheduleTransfers.shorter(graph, cluster, draft.scheduled)) {
            PlanDraft better = new PlanDraft(graph, cluster, sent);
            if (better.shortage().isEmpty()) {
                return better;
            }
        }
        return draft;
    }

    /** With gangs, which know no copies and no other order of transfers; or with transfers put off where what comes early has no room. */
    private PlanDraft draft(Scheduled scheduled) {
        if (gangs != null) {
            return new PlanDraft(graph, cluster, gangs.of(scheduled));
        }
        PlanDraft draft = new PlanDraft(graph, cluster, scheduled);
        if (draft.shortage().isEmpty()) {
            return draft;
        }
        return ScheduleTransfers.putOff(graph, cluster, scheduled)
                .map(later -> new PlanDraft(graph, cluster, later))
                .filter(later -> later.shortage().isEmpty())
                .orElse(draft);
    }

    /** Drafts what a scheduler offers; answers who found it. */
    private String consider(Scheduler scheduler) {
        @Nullable PlanDraft shortest = null;
        @Nullable PlanDraft smallest = null;
        for (Scheduled scheduled : scheduler.alternatives(graph, cluster)) {
            PlanDraft draft = draft(scheduled);
            tried++;
            if (draft.shortage().isEmpty()) {
                fitting++;
                shortest = shortest == null || draft.makespan() < shortest.makespan() ? draft : shortest;
                continue;
            }
            doNotFit.add(scheduled);
            if (smallest == null || excess(draft) < excess(smallest)) {
                smallest = draft;
            }
        }
        if (shortest == null) {
            shortest = improved(requireNonNull(smallest));
            if (shortest.shortage().isPresent()) {
                reject(smallest);
                return smallest.scheduled.by();
            }
            fitting++;
        }
        if (best != null && shortest.makespan() < best.makespan()) {
            outrun(best);
            best = shortest;
        } else if (best != null) {
            outrun(shortest);
        } else {
            best = shortest;
        }
        return shortest.scheduled.by();
    }

    private static double excess(PlanDraft draft) {
        return draft.shortage().map(MemoryChoice::excess).orElse(0.0);
    }

    private static double excess(MemoryShortage shortage) {
        return (double) shortage.needed() / shortage.limit();
    }

    private void reject(PlanDraft draft) {
        MemoryShortage shortage = draft.shortage().orElseThrow();
        missing(shortage);
        decide(draft, "not taken: " + shortage.message());
    }

    private void missing(MemoryShortage shortage) {
        least = least == null || excess(shortage) < excess(least) ? shortage : least;
    }

    private void outrun(PlanDraft draft) {
        decide(draft, "not taken: fits, and finishes in " + Quantity.showSeconds(draft.makespan()));
    }

    private void decide(PlanDraft draft, String reason) {
        rejected.add(new Decision(
                draft.scheduled.by(),
                graph.graph().flow(),
                reason,
                graph.units().rows()));
    }

    /** Why others were not taken, in the order in which that turned out. */
    List<Decision> rejected() {
        return rejected;
    }

    /** What waits on disk, array by array. */
    List<Decision> spilled(PlanDraft taken) {
        return new SpillReasons(taken.graph, taken).decisions(tried);
    }

    /** What is to be said of the choice; empty if there was none. */
    String reason() {
        return fitting == 0 || tried == 1
                ? ""
                : "the shortest of " + fitting + " among " + tried + " that fit the memory";
    }
}
