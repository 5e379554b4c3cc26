package dev.anabranch.testkit;

import static dev.anabranch.testkit.PlanAssert.assertThatPlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.compiler.verify.ViolationKind;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanPublications;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import dev.anabranch.testkit.PlanRows.Step;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each test plants one kind of corruption in a plan that holds, and expects the verifier to name it. */
class PlanVerifierTest {
    private static final Cluster TWO = Cluster.of(
            List.of(
                    new Host("a", List.of(1.0), 1L << 30, List.of("gpu")),
                    new Host("b", List.of(1.0), 1L << 30, List.of())),
            new Link(1e-6, 1e15),
            new Link(1e-6, 1e12));

    private final TaskGraph graph = Graphs.forkJoin(6);
    private final Plan plan = Inputs.plan(graph, TWO);
    private final PlanRows rows = new PlanRows(plan);

    @Test
    void thePlanThatIsSpoiledBelowHoldsAndUsesBothWorkers() {
        assertThatPlan(graph, TWO, plan).isValid().keepsTheMeaning();
        assertThat(plan.transfers().slot()).hasSizeGreaterThan(2);
    }

    private void expect(ViolationKind kind, UnaryOperator<List<Step>> change) {
        assertThatPlan(graph, TWO, rows.withSteps(change)).violates(kind);
    }

    private static UnaryOperator<List<Step>> without(int step) {
        return steps -> {
            steps.remove(step);
            return steps;
        };
    }

    @Test
    void aDroppedTaskIsMissed() {
        expect(ViolationKind.TASK_MISSING, without(rows.nth("RUN", 2)));
    }

    @Test
    void aTaskThatRunsTwiceIsSeen() {
        expect(ViolationKind.TASK_REPEATED, steps -> {
            steps.add(rows.nth("RUN", 2), steps.get(rows.nth("RUN", 2)));
            return steps;
        });
    }

    @Test
    void aTaskBeforeItsInputIsSeen() {
        expect(ViolationKind.DATASET_ABSENT, steps -> {
            int first = rows.nth("RUN", 0);
            int second = rows.nth("RUN", 1);
            Step source = steps.get(first);
            steps.set(first, steps.get(second));
            steps.set(second, source);
            return steps;
        });
    }

    @Test
    void aPurgeBeforeTheLastReaderIsSeen() {
        int run = rows.nth("RUN", 1);
        int input = graph.inputs().get(rows.steps().get(run).task(), 0);
        expect(ViolationKind.USED_AFTER_PURGE, steps -> {
            int purge = steps.indexOf(new Step(steps.get(run).worker(), "PURGE", -1, input, -1));
            steps.add(run, steps.remove(purge));
            return steps;
        });
    }

    @Test
    void aMissingPurgeIsALeak() {
        expect(ViolationKind.PURGE_MISSING, without(rows.first("PURGE")));
    }

    @Test
    void aKeptDatasetThatIsPurgedIsSeen() {
        GraphBuilder flow = new GraphBuilder("kept");
        int x = flow.array("x");
        int y = flow.array("y");
        flow.call("make").keep().makes(x);
        flow.call("read").reads(x).makes(y);
        TaskGraph kept = flow.publish(y).build();
        Plan holds = Inputs.plan(kept, TWO);
        assertThatPlan(kept, TWO, holds).isValid().keepsTheMeaning();
        PlanRows keptRows = new PlanRows(holds);
        int made = keptRows.nth("RUN", 0);
        assertThatPlan(kept, TWO, keptRows.withSteps(steps -> {
                    steps.add(steps.size(), new Step(steps.get(made).worker(), "PURGE", -1, 0, -1));
                    return steps;
                }))
                .violates(ViolationKind.KEPT_PURGED);
    }

    @Test
    void aDemandThatThePlanForgotIsSeen() {
        GraphBuilder flow = new GraphBuilder("demands");
        int x = flow.array("x");
        flow.call("make").gpus(1).makes(x);
        TaskGraph demanding = flow.publish(x).build();
        GraphBuilder plain = new GraphBuilder("demands");
        plain.call("make").makes(plain.array("x"));
        TaskGraph undemanding = plain.publish(0).build();
        assertThatPlan(demanding, TWO, Inputs.plan(undemanding, TWO)).violates(ViolationKind.BROKEN_TABLE);
    }

    @Test
    void aSecondPurgeIsSeen() {
        expect(ViolationKind.PURGE_REPEATED, steps -> {
            steps.add(rows.first("PURGE"), steps.get(rows.first("PURGE")));
            return steps;
        });
    }

    @Test
    void aDatasetThatNobodySendsIsMissed() {
        expect(ViolationKind.SEND_MISSING, without(rows.first("SEND")));
    }

    @Test
    void aDatasetThatNobodyTakesInIsSeen() {
        expect(ViolationKind.RECEIVE_MISSING, without(rows.first("RECEIVE")));
        expect(ViolationKind.DATASET_ABSENT, without(rows.first("RECEIVE")));
    }

    @Test
    void aSecondReceiptIsSeen() {
        expect(ViolationKind.DATASET_REPEATED, steps -> {
            steps.add(rows.first("RECEIVE"), steps.get(rows.first("RECEIVE")));
            return steps;
        });
    }

    @Test
    void aSecondPublicationIsSeen() {
        expect(ViolationKind.PUBLISH_REPEATED, steps -> {
            steps.add(rows.first("PUBLISH"), steps.get(rows.first("PUBLISH")));
            return steps;
        });
    }

    @Test
    void aMissingPublicationIsSeen() {
        expect(ViolationKind.PUBLISH_MISSING, without(rows.first("PUBLISH")));
    }

    @Test
    void aPublicationUnderAnotherNameIsSeen() {
        Plan spoiled = rows.withPublications(
                p -> new PlanPublications(p.slot(), new String[] {"other"}, p.index(), p.metadata()));
        assertThatPlan(graph, TWO, spoiled).violates(ViolationKind.PUBLISH_WRONG);
    }

    @Test
    void workersThatWaitForEachOtherAreSeen() {
        TaskGraph crossing = crossing();
        PlanRows crossed = new PlanRows(Inputs.plan(crossing, TWO));
        assertThatPlan(crossing, TWO, crossed.plan()).isValid();
        Plan spoiled = crossed.withSteps(steps -> {
            // Each worker first waits for what the other makes only afterwards.
            steps.sort((a, b) -> a.worker() != b.worker()
                    ? Integer.compare(a.worker(), b.worker())
                    : Boolean.compare(b.kind().equals("RECEIVE"), a.kind().equals("RECEIVE")));
            return steps;
        });
        assertThatPlan(crossing, TWO, spoiled).violates(ViolationKind.CIRCULAR_WAIT);
        assertThat(PlanVerifier.verify(crossing, TWO, spoiled))
                .allMatch(v -> v.kind() == ViolationKind.CIRCULAR_WAIT)
                .singleElement()
                .extracting("message")
                .asString()
                .contains("a/0 waits for y of b/0 waits for x of a/0");
    }

    /** {@code x} on one worker, {@code y} on the other, and each is read by a task on the other's side. */
    private static TaskGraph crossing() {
        GraphBuilder flow = new GraphBuilder("crossing");
        int x = flow.array("x");
        int y = flow.array("y");
        int left = flow.array("left");
        int right = flow.array("right");
        flow.call("f").value(GraphBuilder.number(1)).on("a/0").makes(x);
        flow.call("f").value(GraphBuilder.number(2)).on("b/0").makes(y);
        flow.call("g").reads(y).on("a/0").makes(left);
        flow.call("g").reads(x).on("b/0").makes(right);
        return flow.publish(left).publish(right).build();
    }

    @Test
    void aTaskOnAWorkerWithoutItsLabelIsSeen() {
        TaskGraph labelled = crossing();
        PlanRows crossed = new PlanRows(Inputs.plan(labelled, TWO));
        Plan spoiled = crossed.withSteps(steps -> {
            int last = steps.size() - 1;
            while (!steps.get(last).kind().equals("RUN")) {
                last--;
            }
            Step moved = steps.remove(last);
            steps.add(0, moved.onWorker(0));
            return steps;
        });
        assertThatPlan(labelled, TWO, spoiled).violates(ViolationKind.LABEL_IGNORED);
    }

    @Test
    void anAliasOfAnUnequalDatasetIsSeen() {
        TaskGraph twins = Graphs.duplicates(4, 1);
        PlanRows merged = new PlanRows(Inputs.plan(twins, TWO));
        assertThatPlan(twins, TWO, merged.plan()).isValid();
        int alias = merged.first("ALIAS");
        Step step = merged.steps().get(alias);
        int wrong = step.peer() + 1;
        Plan spoiled = new PlanRows(merged.withSteps(steps -> {
                    steps.set(alias, step.withPeer(wrong));
                    return steps;
                }))
                .withDatasets(d -> retargeted(twins, d, step.slot(), wrong));
        assertThatPlan(twins, TWO, spoiled).violates(ViolationKind.ALIAS_UNEQUAL);
    }

    private static PlanDatasets retargeted(TaskGraph graph, PlanDatasets d, int slot, int target) {
        int[] aliasOf = d.aliasOf().clone();
        int[] producer = d.producer().clone();
        for (int row = 0; row < aliasOf.length; row++) {
            if (d.slot()[row] == slot) {
                aliasOf[row] = target;
                producer[row] = graph.producer(target);
            }
        }
        return new PlanDatasets(d.slot(), d.name(), producer, d.bytes(), d.sizeSource(), aliasOf, d.readiness());
    }

    @Test
    void aDatasetThatIsSaidToBeThereTooEarlyIsSeen() {
        Plan spoiled = rows.withDatasets(d -> new PlanDatasets(
                d.slot(),
                d.name(),
                d.producer(),
                d.bytes(),
                d.sizeSource(),
                d.aliasOf(),
                changed(d.readiness(), 1, 0.5)));
        assertThatPlan(graph, TWO, spoiled).violates(ViolationKind.TIME_WRONG);
    }

    @Test
    void aFinishThatTheWorkDoesNotGiveIsSeen() {
        Plan spoiled = rows.withTasks(t -> times(t, t.start(), changed(t.finish(), 3, 1.000001)));
        assertThatPlan(graph, TWO, spoiled).violates(ViolationKind.TIME_WRONG);
    }

    @Test
    void aStartBeforeTheInputsIsSeen() {
        double half = plan.tasks().work()[1] / 2;
        double[] start = plan.tasks().start().clone();
        double[] finish = plan.tasks().finish().clone();
        start[1] -= half;
        finish[1] -= half;
        assertThatPlan(graph, TWO, rows.withTasks(t -> times(t, start, finish))).violates(ViolationKind.TIME_WRONG);
    }

    @Test
    void aTransferFasterThanItsLinkIsSeen() {
        Plan spoiled = rows.withTransfers(t ->
                new PlanTransfers(t.slot(), t.from(), t.to(), t.bytes(), t.start(), changed(t.finish(), 0, 0.999)));
        assertThatPlan(graph, TWO, spoiled).violates(ViolationKind.TIME_WRONG);
    }

    @Test
    void aTransferThatNoStepMakesIsSeen() {
        Plan spoiled = rows.withTransfers(
                t -> new PlanTransfers(t.slot(), t.to(), t.from(), t.bytes(), t.start(), t.finish()));
        assertThatPlan(graph, TWO, spoiled).violates(ViolationKind.TRANSFER_WRONG);
    }

    @Test
    void aHostThatIsTooSmallIsSeen() {
        long needed = 0;
        for (long peak : plan.workers().peak()) {
            needed = Math.max(needed, peak);
        }
        assertThatPlan(graph, Clusters.withMemory(TWO, needed), plan).isValid();
        assertThatPlan(graph, Clusters.withMemory(TWO, needed - 1), plan).violates(ViolationKind.MEMORY_EXCEEDED);
    }

    @Test
    void tablesThatPointNowhereAreSeen() {
        expect(ViolationKind.BROKEN_TABLE, steps -> {
            steps.set(0, steps.get(0).withSlot(9999));
            steps.set(rows.first("PURGE"), steps.get(rows.first("PURGE")).withSlot(9999));
            return steps;
        });
        expect(ViolationKind.BROKEN_TABLE, steps -> {
            steps.add(new Step(7, "PURGE", -1, 0, -1));
            return steps;
        });
    }

    @Test
    void aPlanThatDoesNotHoldStopsTheCompilation() {
        Plan spoiled = rows.withSteps(without(rows.first("PUBLISH")));
        assertThatThrownBy(() -> PlanVerifier.requireValid(graph, TWO, spoiled))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("z is never published");
    }

    private static PlanTasks times(PlanTasks t, double[] start, double[] finish) {
        return new PlanTasks(
                t.task(),
                t.name(),
                t.family(),
                t.unit(),
                t.worker(),
                t.rank(),
                start,
                finish,
                t.work(),
                t.timeSource());
    }

    private static double[] changed(double[] values, int row, double factor) {
        double[] changed = values.clone();
        changed[row] *= factor;
        return changed;
    }
}
