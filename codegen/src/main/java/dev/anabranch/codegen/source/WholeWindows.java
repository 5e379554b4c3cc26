package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature.Parameter;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Optional;

/**
 * Which tasks find all of a {@link Window}. Where most of a family do, these have a method of their own, which need not look
 * how many there are: in a stencil all but those at its borders.
 */
final class WholeWindows {
    /** Of so many quarters of a family's tasks fewer are not worth a method. */
    private static final int MOST_QUARTERS = 3;

    private final BitSet whole = new BitSet();
    private final BitSet cut = new BitSet();

    private WholeWindows() {}

    static WholeWindows of(TaskGraph graph) {
        WholeWindows windows = new WholeWindows();
        for (TaskFamily family : graph.families()) {
            int first = graph.firstTask(family.id());
            int tasks = graph.taskCount(family.id());
            window(graph, family)
                    .filter(window -> !window.cut().isEmpty()
                            && 4L * (tasks - window.cut().cardinality()) > (long) MOST_QUARTERS * tasks)
                    .ifPresent(window -> {
                        for (int task = 0; task < tasks; task++) {
                            (window.cut().get(task) ? windows.cut : windows.whole).set(first + task);
                        }
                    });
        }
        return windows;
    }

    private static Optional<Window> window(TaskGraph graph, TaskFamily family) {
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

    /** Whether tasks have such windows and find all of them. */
    boolean all(int... tasks) {
        boolean any = false;
        for (int task : tasks) {
            if (cut.get(task)) {
                return false;
            }
            any |= whole.get(task);
        }
        return any;
    }
}
