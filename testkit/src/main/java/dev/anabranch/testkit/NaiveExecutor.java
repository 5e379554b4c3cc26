package dev.anabranch.testkit;

import dev.anabranch.testkit.reference.Instance;
import dev.anabranch.testkit.reference.ReferenceArgument;
import dev.anabranch.testkit.reference.ReferenceGraph;
import dev.anabranch.testkit.reference.ReferencePublication;
import dev.anabranch.testkit.reference.ReferenceTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs a flow as it was worked out naively, without a graph of the compiler: what a run of it must show, whatever is made
 * of it. Tasks compute symbolically, as in {@link ReferenceExecutor}.
 */
public final class NaiveExecutor {
    private final ReferenceGraph graph;
    private final Map<Instance, Long> values = new HashMap<>();
    private final SortedMap<String, Long> effects = new TreeMap<>();

    private NaiveExecutor(ReferenceGraph graph) {
        this.graph = graph;
    }

    /** What a run shows. */
    public static Observed run(ReferenceGraph graph) {
        NaiveExecutor executor = new NaiveExecutor(graph);
        List<ReferenceTask> waiting = graph.tasks();
        while (!waiting.isEmpty()) {
            List<ReferenceTask> later = new ArrayList<>();
            for (ReferenceTask task : waiting) {
                if (executor.ready(task)) {
                    executor.run(task);
                } else {
                    later.add(task);
                }
            }
            if (later.size() == waiting.size()) {
                throw new IllegalArgumentException(later.size() + " tasks wait for each other in a circle");
            }
            waiting = later;
        }
        return new Observed(executor.published(), executor.effects);
    }

    private SortedMap<String, Long> published() {
        SortedMap<String, Long> published = new TreeMap<>();
        for (List<ReferencePublication> publications : graph.publications()) {
            for (ReferencePublication publication : publications) {
                Instance instance = publication.instance();
                published.put(
                        publication.name() + " = " + graph.datasetName(instance), values.getOrDefault(instance, 0L));
            }
        }
        return published;
    }

    private boolean ready(ReferenceTask task) {
        return task.reads().stream().allMatch(values::containsKey);
    }

    private void run(ReferenceTask task) {
        SymbolicCall call = call(task, task.outputs().size());
        long[] outputs = call.results();
        for (int i = 0; i < outputs.length; i++) {
            values.put(task.outputs().get(i), outputs[i]);
        }
        if (task.signature().effect()) {
            effects.merge(graph.taskName(task), call.number(), Long::sum);
        }
    }

    private SymbolicCall call(ReferenceTask task, int outputs) {
        SymbolicCall call = new SymbolicCall(task.signature(), outputs);
        if (!task.signature().deterministic()) {
            call.salt(graph.taskName(task));
        }
        for (ReferenceArgument argument : task.arguments()) {
            call.argument();
            argument.accept(new Parts(call));
        }
        return call;
    }

    private final class Parts implements ReferenceArgument.Visitor<Boolean> {
        private final SymbolicCall call;

        Parts(SymbolicCall call) {
            this.call = call;
        }

        @Override
        public Boolean value(ReferenceArgument.Value argument) {
            call.value(argument.value());
            return true;
        }

        @Override
        public Boolean named(ReferenceArgument.Named argument) {
            call.dataset(values.getOrDefault(argument.instance(), 0L));
            return true;
        }

        @Override
        public Boolean made(ReferenceArgument.Made argument) {
            call.dataset(call(argument.task(), 1).results()[0]);
            return true;
        }

        @Override
        public Boolean absent(ReferenceArgument.Absent argument) {
            call.absent();
            return true;
        }

        @Override
        public Boolean items(ReferenceArgument.Items argument) {
            call.open("list");
            argument.items().forEach(a -> a.accept(this));
            call.close();
            return true;
        }

        @Override
        public Boolean entries(ReferenceArgument.Entries argument) {
            call.open("map");
            for (Map.Entry<String, ReferenceArgument> entry : argument.entries()) {
                call.value(entry.getKey());
                entry.getValue().accept(this);
            }
            call.close();
            return true;
        }
    }
}
