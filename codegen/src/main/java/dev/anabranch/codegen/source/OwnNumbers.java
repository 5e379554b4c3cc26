package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.StepKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which tasks of a worker pass numbers with nobody else: those need not ask whether a number is there yet, and who waits
 * for theirs. In a grid that is dealt by blocks these are all but the blocks' borders.
 */
final class OwnNumbers {
    private final OptimizedGraph graph;
    private final BitSet made = new BitSet();
    private final BitSet sent = new BitSet();

    private OwnNumbers(OptimizedGraph graph) {
        this.graph = graph;
    }

    /** Of each worker of a plan. */
    static List<OwnNumbers> of(OptimizedGraph graph, Plan plan) {
        List<OwnNumbers> workers = new ArrayList<>();
        for (int worker = 0; worker < plan.workers().name().length; worker++) {
            workers.add(new OwnNumbers(graph));
        }
        for (int step = 0; step < plan.steps().worker().length; step++) {
            OwnNumbers worker = workers.get(plan.steps().worker()[step]);
            String kind = plan.steps().kind()[step];
            if (kind.equals(StepKind.RUN.name())) {
                worker.makes(plan.steps().task()[step]);
            } else if (kind.equals(StepKind.SEND.name())) {
                worker.sent.set(plan.steps().slot()[step]);
            }
        }
        return workers;
    }

    private void makes(int task) {
        for (int i = 0; i < graph.graph().outputs().size(task); i++) {
            made.set(graph.graph().outputs().get(task, i));
        }
    }

    /** Whether each number that tasks read is made by this worker, and each that they make goes to no other. */
    boolean suffice(int... tasks) {
        TaskGraph all = graph.graph();
        for (int task : tasks) {
            for (int i = 0; i < all.inputs().size(task); i++) {
                int input = all.inputs().get(task, i);
                if (isNumber(input) && !made.get(input)) {
                    return false;
                }
            }
            for (int i = 0; i < all.outputs().size(task); i++) {
                int output = all.outputs().get(task, i);
                if (isNumber(output) && sent.get(output)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isNumber(int slot) {
        return ValueConversion.isNumber(graph.graph().array(slot).type());
    }
}
