package dev.anabranch.compiler.rewrite;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;

/** Which of a task's inputs each of its arguments reads. */
final class InputRanges {
    private final TaskGraph graph;
    private final ListLengths lengths;

    InputRanges(TaskGraph graph) {
        this.graph = graph;
        this.lengths = new ListLengths(graph);
    }

    /** Where the inputs of each argument begin, and last where those of the last end. */
    int[] of(int task) {
        TaskFamily family = graph.family(task);
        ScalarEvaluator evaluator = new ScalarEvaluator(family.axes(), graph.positions(task));
        int[] starts = new int[family.arguments().size() + 1];
        for (int i = 0; i < family.arguments().size(); i++) {
            starts[i + 1] = starts[i] + count(task, family.arguments().get(i), evaluator);
        }
        return starts;
    }

    private int count(int task, Argument argument, ScalarEvaluator evaluator) {
        return argument.accept(new Argument.Visitor<Integer>() {
            @Override
            public Integer value(Argument.Value value) {
                return 0;
            }

            @Override
            public Integer read(Argument.Read read) {
                return 1;
            }

            @Override
            public Integer readIfDefined(Argument.ReadIfDefined read) {
                return lengths.defined(read.read(), evaluator)
                        ? 1
                        : read.otherwise().accept(this);
            }

            @Override
            public Integer absent(Argument.Absent absent) {
                return 0;
            }

            @Override
            public Integer readAll(Argument.ReadAll readAll) {
                return lengths.of(task, readAll, evaluator);
            }

            @Override
            public Integer part(Argument.Part part) {
                return lengths.of(task, part, evaluator);
            }

            @Override
            public Integer list(Argument.ListOf list) {
                return list.elements().stream().mapToInt(e -> e.accept(this)).sum();
            }

            @Override
            public Integer named(Argument.Named named) {
                return named.entries().stream()
                        .mapToInt(e -> e.getValue().accept(this))
                        .sum();
            }
        });
    }
}
