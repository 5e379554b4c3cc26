package dev.anabranch.compiler.verify;

import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which datasets must be equal: the same output of equal calls of a deterministic task without effect, whose inputs are
 * equal in the same sense. Numbers the values of tasks, producers first, as far back as the question reaches.
 */
final class EqualDatasets {
    private static final int UNKNOWN = -1;
    private static final int OPEN = -2;

    private final TaskGraph graph;
    private final CallReader calls;
    private final int[] valueOf;
    private final Map<List<Object>, Integer> values = new HashMap<>();
    private int used;

    EqualDatasets(TaskGraph graph) {
        this.graph = graph;
        this.calls = new CallReader(graph);
        this.valueOf = new int[graph.taskCount()];
        Arrays.fill(valueOf, UNKNOWN);
    }

    boolean equal(int slot, int other) {
        int producer = graph.producer(slot);
        int otherProducer = graph.producer(other);
        return slot == other
                || (producer >= 0
                        && otherProducer >= 0
                        && value(producer) == value(otherProducer)
                        && place(producer, slot) == place(otherProducer, other));
    }

    private int place(int task, int slot) {
        for (int i = 0; i < graph.outputs().size(task); i++) {
            if (graph.outputs().get(task, i) == slot) {
                return i;
            }
        }
        return -1;
    }

    private int value(int root) {
        Deque<Integer> stack = new ArrayDeque<>();
        stack.push(root);
        while (!stack.isEmpty()) {
            int task = stack.peek();
            if (valueOf[task] >= 0) {
                stack.pop();
            } else if (valueOf[task] == OPEN) {
                valueOf[task] = number(task);
                stack.pop();
            } else {
                valueOf[task] = OPEN;
                for (int i = 0; i < graph.inputs().size(task); i++) {
                    int producer = graph.producer(graph.inputs().get(task, i));
                    if (producer >= 0 && valueOf[producer] == UNKNOWN) {
                        stack.push(producer);
                    }
                }
            }
        }
        return valueOf[root];
    }

    private int number(int task) {
        TaskFamily family = graph.family(task);
        if (!family.signature().deterministic() || family.signature().effect()) {
            return used++;
        }
        List<Object> key = new ArrayList<>();
        key.add(family.signature().className());
        key.add(family.signature().method());
        key.add(family.signature().descriptor());
        key.add(graph.outputs().size(task));
        calls.read(task, new Keys(key));
        Integer known = values.putIfAbsent(key, used);
        return known == null ? used++ : known;
    }

    /** A dataset stands for itself by its producer's value and its place among the outputs. */
    private final class Keys implements CallReader.Listener {
        private final List<Object> key;

        Keys(List<Object> key) {
            this.key = key;
        }

        @Override
        public void value(Object value) {
            key.add("value");
            key.add(value);
        }

        @Override
        public void slot(int slot) {
            int producer = slot < 0 ? -1 : graph.producer(slot);
            key.add("dataset");
            key.add(producer < 0 ? "slot" : "output");
            key.add(producer < 0 ? slot : valueOf[producer]);
            key.add(producer < 0 ? 0 : place(producer, slot));
        }

        @Override
        public void absent() {
            key.add("absent");
        }

        @Override
        public void open(String kind) {
            key.add("open " + kind);
        }

        @Override
        public void close() {
            key.add("close");
        }
    }
}
