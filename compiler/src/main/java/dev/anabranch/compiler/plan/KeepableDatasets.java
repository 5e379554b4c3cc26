package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.analyse.TaskOrder;
import dev.anabranch.compiler.rewrite.ResumedGraph;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.AnyTensor;
import dev.anabranch.model.type.ValueType.BytesType;
import dev.anabranch.model.type.ValueType.ScalarType;
import dev.anabranch.model.type.ValueType.TableType;
import dev.anabranch.model.type.ValueType.TensorOf;
import java.util.Optional;

/**
 * Which datasets may stand for their tasks in another run: those that files hold, and that another run would make with the
 * same bits. What comes from a task that is not deterministic is not among them, however far behind: a run that went on
 * from it could mix values of two runs.
 */
final class KeepableDatasets {
    private final TaskGraph tasks;
    private final boolean[] repeatable;

    KeepableDatasets(OptimizedGraph graph) {
        this.tasks = graph.graph();
        this.repeatable = new boolean[tasks.taskCount()];
        for (int task : TaskOrder.of(tasks)) {
            boolean same = tasks.family(task).signature().deterministic();
            for (int i = 0; same && i < tasks.inputs().size(task); i++) {
                int producer = tasks.producer(graph.resolve(tasks.inputs().get(task, i)));
                same = producer < 0 || repeatable[producer];
            }
            repeatable[task] = same;
        }
    }

    /** Whether a dataset that a task makes may be kept. */
    boolean contains(int slot) {
        return obstacle(slot).isEmpty();
    }

    /** Why it may not, as the end of a sentence; empty if it may. */
    Optional<String> obstacle(int slot) {
        int task = tasks.producer(slot);
        TaskFamily family = tasks.family(task);
        ValueType type = tasks.array(slot).type();
        if (!repeatable[task]) {
            return Optional.of("what it is made from need not be the same in another run");
        }
        if (family.signature().effect()) {
            return Optional.of("its task has an effect and runs again anyway");
        }
        if (!isFiled(type)) {
            return Optional.of("files cannot hold a " + type.label());
        }
        return Optional.empty();
    }

    private static boolean isFiled(ValueType type) {
        return type instanceof TensorOf
                || type instanceof AnyTensor
                || type instanceof TableType
                || type instanceof BytesType
                || (type instanceof ScalarType scalar && scalar != ScalarType.PATH);
    }

    /** Whether it is on disk already, since an earlier run kept it. */
    boolean isOnDisk(int slot) {
        TaskSignature signature = tasks.family(tasks.producer(slot)).signature();
        return ResumedGraph.loads(signature);
    }
}
