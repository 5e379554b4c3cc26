package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature.Parameter;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@link Window} of each family that reads one; only a call's last parameter takes an array. Where most tasks of a family find
 * all of theirs, these have a method of their own, which need not look how many there are: in a stencil all but those at
 * its borders.
 */
final class Windows {
    /** Of so many quarters of a family's tasks fewer are not worth a method. */
    private static final int MOST_QUARTERS = 3;

    private final Map<Integer, Window> byFamily;
    private final BitSet whole = new BitSet();
    private final BitSet cut = new BitSet();

    private Windows(Map<Integer, Window> byFamily) {
        this.byFamily = byFamily;
    }

    static Windows of(TaskGraph graph) {
        Windows windows = new Windows(new LinkedHashMap<>());
        for (TaskFamily family : graph.families()) {
            find(graph, family).ifPresent(window -> windows.add(family, window, graph));
        }
        return windows;
    }

    private void add(TaskFamily family, Window window, TaskGraph graph) {
        byFamily.put(family.id(), window);
        int first = graph.firstTask(family.id());
        int tasks = graph.taskCount(family.id());
        if (!window.cut().isEmpty() && 4L * (tasks - window.cut().cardinality()) > (long) MOST_QUARTERS * tasks) {
            for (int task = 0; task < tasks; task++) {
                (window.cut().get(task) ? cut : whole).set(first + task);
            }
        }
    }

    private static Optional<Window> find(TaskGraph graph, TaskFamily family) {
        Iterator<Argument> given = family.arguments().iterator();
        for (Parameter parameter : family.signature().parameters()) {
            if (parameter.kind() == Parameter.Kind.VALUE || parameter.kind() == Parameter.Kind.NAMED_REST) {
                Optional<Argument.ReadAll> list = Window.list(parameter, given.next());
                if (list.isPresent()) {
                    return Window.of(graph, family, list.get());
                }
            }
        }
        return Optional.empty();
    }

    /** A family's. */
    Optional<Window> of(TaskFamily family) {
        return Optional.ofNullable(byFamily.get(family.id()));
    }

    /** Whether tasks have windows, and are to be told from their like since they find all of them. */
    boolean areWhole(int... tasks) {
        boolean any = false;
        for (int task : tasks) {
            if (cut.get(task)) {
                return false;
            }
            any |= whole.get(task);
        }
        return any;
    }

    /** As tasks see them that find all of them. */
    Windows whole() {
        Map<Integer, Window> all = new LinkedHashMap<>();
        byFamily.forEach((family, window) -> all.put(family, window.whole()));
        return new Windows(all);
    }
}
