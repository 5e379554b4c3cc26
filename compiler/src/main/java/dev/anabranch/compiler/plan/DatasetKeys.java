package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.analyse.TaskOrder;
import dev.anabranch.compiler.verify.CallReader;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What datasets mean, as hashes that stay the same from run to run: the task that is called and its code,
 * the values of its arguments, what is known of files that it is given, and the keys of the datasets that it reads. Names of
 * datasets, comments, the layout of the flow, and where and in which parts tasks run are no part of them. Two datasets of
 * equal key have the same bits.
 */
public final class DatasetKeys {
    private final TaskGraph written;
    private final TaskGraph shaped;
    private final @Nullable String[] ofWritten;
    private final @Nullable String[] ofShaped;
    private final Function<TaskSignature, String> code;
    private final UnaryOperator<String> files;
    private final MeaningHash ofCall = new MeaningHash();
    private final MeaningHash ofDataset = new MeaningHash();

    private DatasetKeys(OptimizedGraph graph, Function<TaskSignature, String> code, UnaryOperator<String> files) {
        this.written = graph.written();
        this.shaped = graph.graph();
        this.code = code;
        this.files = files;
        this.ofWritten = new String[written.taskCount()];
        this.ofShaped = new String[shaped.taskCount()];
        tell(written, ofWritten);
        if (shaped != written) {
            tell(shaped, ofShaped);
        }
    }

    /**
     * The keys of all datasets of a graph.
     *
     * @param graph after passes that leave the arrays as they are written, or add some
     * @param code what tasks do, as hashes
     * @param files given a path, what another run can tell by whether the file there is still the same
     */
    public static DatasetKeys of(
            OptimizedGraph graph, Function<TaskSignature, String> code, UnaryOperator<String> files) {
        return new DatasetKeys(graph, code, files);
    }

    /**
     * The key of a slot's dataset; empty if it comes, at first or at last, from a task that is not deterministic, or if
     * nothing makes it.
     */
    public Optional<String> key(int slot) {
        boolean asWritten = slot < written.slotCount();
        TaskGraph graph = asWritten ? written : shaped;
        int task = graph.producer(slot);
        String call = task < 0 ? null : (asWritten ? ofWritten : ofShaped)[task];
        return call == null
                ? Optional.empty()
                : Optional.of(ofDataset.add(call).add(number(graph, task, slot)).end());
    }

    private static int number(TaskGraph graph, int task, int slot) {
        int number = 0;
        while (graph.outputs().get(task, number) != slot) {
            number++;
        }
        return number;
    }

    /** How computing in parts reads what is written changes nothing of what it is. */
    private void tell(TaskGraph graph, @Nullable String[] calls) {
        CallReader reader = new CallReader(graph);
        for (int task : TaskOrder.of(graph)) {
            TaskSignature signature = graph.family(task).signature();
            if (!signature.deterministic() || signature.effect()) {
                continue;
            }
            Call call = new Call(signature);
            reader.read(task, call);
            readFiles(graph, task);
            String key = ofCall.end();
            calls[task] = call.repeatable ? key : null;
        }
    }

    /** Which files a call is given, as far as its paths are known before the run. */
    private void readFiles(TaskGraph graph, int task) {
        TaskFamily family = graph.family(task);
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), graph.positions(task));
        int argument = 0;
        for (Parameter parameter : family.signature().parameters()) {
            boolean given = parameter.kind() == Parameter.Kind.VALUE || parameter.kind() == Parameter.Kind.NAMED_REST;
            if (given) {
                readFiles(family.arguments().get(argument++), parameter.type(), evaluator);
            }
        }
    }

    private void readFiles(Argument argument, ValueType type, ScalarEvaluator evaluator) {
        if (argument instanceof Argument.Value value) {
            Scalar scalar = value.scalar();
            if (type == ScalarType.PATH || scalar.type() == ScalarType.PATH) {
                ofCall.add(files.apply(evaluator.evaluate(scalar).toString()));
            }
        } else if (argument instanceof Argument.ListOf list) {
            ValueType element = type instanceof ValueType.ListOf of ? of.element() : type;
            list.elements().forEach(part -> readFiles(part, element, evaluator));
        } else if (argument instanceof Argument.Named named) {
            List<Map.Entry<String, Argument>> entries = named.entries();
            entries.forEach(entry -> readFiles(entry.getValue(), type, evaluator));
        }
    }

    /** Adds a call to a hash, part by part. */
    private final class Call implements CallReader.Listener {
        private boolean repeatable = true;

        Call(TaskSignature signature) {
            ofCall.add(signature.className())
                    .add(signature.method())
                    .add(signature.descriptor())
                    .add(code.apply(signature));
        }

        @Override
        public void value(Object value) {
            ofCall.add(1).add(value.getClass().getSimpleName()).add(value.toString());
        }

        @Override
        public void slot(int slot) {
            Optional<String> key = key(slot);
            repeatable &= key.isPresent();
            ofCall.add(2).add(key.orElse(""));
        }

        @Override
        public void absent() {
            ofCall.add(3);
        }

        @Override
        public void open(String kind) {
            ofCall.add(4).add(kind);
        }

        @Override
        public void close() {
            ofCall.add(5);
        }
    }
}
