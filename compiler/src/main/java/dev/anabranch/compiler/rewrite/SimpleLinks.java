package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskGraph;
import java.util.Arrays;
import java.util.List;

/**
 * The links of simple chains: a task whose single output has one reader, which reads nothing else and asks for the same
 * workers. On such a chain nothing can run beside anything else, and nothing on it is published or goes under two names.
 */
final class SimpleLinks {
    private static final int NONE = -1;
    private static final int SEVERAL = -2;

    private final OptimizedGraph graph;
    private final int[] reader;

    SimpleLinks(OptimizedGraph graph) {
        this.graph = graph;
        this.reader = readers(graph);
    }

    /** The unit that can run straight after one in a simple chain, or -1. */
    int next(int unit) {
        int slot = output(unit);
        boolean alone = slot >= 0 && reader[slot] >= 0 && readsOnly(reader[slot], slot);
        return alone && mayShareUnit(unit, reader[slot]) ? reader[slot] : NONE;
    }

    /** The only dataset that a unit's last task makes, or -1 if it does not make exactly one. */
    int output(int unit) {
        int last = graph.units().get(unit, graph.units().size(unit) - 1);
        IntRows outputs = graph.graph().outputs();
        return outputs.size(last) == 1 ? outputs.get(last, 0) : NONE;
    }

    /** Whether what a unit's last task makes is read by one unit, and neither published nor named otherwise. */
    boolean hasOneReader(int unit) {
        return reader[output(unit)] >= 0;
    }

    /** Whether two units may become one: both ask for the same workers, and neither for several at once. */
    boolean mayShareUnit(int first, int second) {
        return labels(first).equals(labels(second)) && !hasGang(first) && !hasGang(second);
    }

    private boolean hasGang(int unit) {
        return graph.graph().family(graph.units().get(unit, 0)).requirements().gang() > 1;
    }

    /** What a unit asks of its worker. */
    private List<String> labels(int unit) {
        return graph.graph().family(graph.units().get(unit, 0)).requirements().labels();
    }

    /** For each slot the only other unit that reads it, {@code NONE}, or {@code SEVERAL} if it has further users. */
    private static int[] readers(OptimizedGraph graph) {
        TaskGraph tasks = graph.graph();
        int[] reader = new int[tasks.slotCount()];
        Arrays.fill(reader, NONE);
        for (int slot = 0; slot < reader.length; slot++) {
            if (graph.aliasOf(slot) >= 0) {
                reader[slot] = SEVERAL;
                reader[graph.aliasOf(slot)] = SEVERAL;
            }
        }
        for (Publication publication : tasks.publications()) {
            for (int slot : publication.slots()) {
                reader[graph.resolve(slot)] = SEVERAL;
            }
        }
        for (int unit = 0; unit < graph.units().rows(); unit++) {
            for (int task : graph.units().row(unit)) {
                for (int i = 0; i < tasks.inputs().size(task); i++) {
                    int slot = tasks.inputs().get(task, i);
                    if (reader[slot] != unit && graph.producerUnit(slot) != unit) {
                        reader[slot] = reader[slot] == NONE ? unit : SEVERAL;
                    }
                }
            }
        }
        return reader;
    }

    private boolean readsOnly(int unit, int slot) {
        TaskGraph tasks = graph.graph();
        for (int task : graph.units().row(unit)) {
            for (int i = 0; i < tasks.inputs().size(task); i++) {
                int input = tasks.inputs().get(task, i);
                if (input != slot && graph.producerUnit(input) != unit) {
                    return false;
                }
            }
        }
        return true;
    }
}
