package dev.anabranch.compiler.rewrite;

import dev.anabranch.api.AggregateTree;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.EvenList;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Aggregate;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A family of aggregates that can be split.
 *
 * @param family whose tasks aggregate
 * @param list what each of them aggregates
 * @param length how many datasets that is
 * @param levels how many partial results there are of one list: of its blocks, then of blocks of those, and so on down to
 *     what one call combines; more than one each
 */
record Reduction(TaskFamily family, Argument.ReadAll list, int length, List<Integer> levels) {
    Reduction {
        levels = List.copyOf(levels);
    }

    /** The reduction of a family that {@link ReductionCheck} has nothing against. */
    static Reduction of(TaskGraph graph, TaskFamily family) {
        Argument.ReadAll list = (Argument.ReadAll) list(family);
        int length = EvenList.of(graph, family, list).orElseThrow().size();
        List<Integer> levels = new ArrayList<>(List.of(blocks(length)));
        while (levels.get(levels.size() - 1) > AggregateTree.BLOCK) {
            levels.add(blocks(levels.get(levels.size() - 1)));
        }
        return new Reduction(family, list, length, levels);
    }

    private static int blocks(int elements) {
        return (elements - 1) / AggregateTree.BLOCK + 1;
    }

    Aggregate aggregate() {
        return family.signature().aggregate().orElseThrow();
    }

    /** What an aggregate's call passes for the list. */
    static Argument list(TaskFamily family) {
        return family.arguments().get(list(family.signature()));
    }

    /** Which of a call's arguments is the list that a task, or one of its steps, works on: the first that is one. */
    static int list(TaskSignature signature) {
        List<Parameter> given = given(signature);
        for (int i = 0; i < given.size(); i++) {
            Parameter parameter = given.get(i);
            if (parameter.kind() == Parameter.Kind.VALUE
                    && !parameter.optional()
                    && parameter.type() instanceof ValueType.ListOf) {
                return i;
            }
        }
        throw new IllegalArgumentException(signature.qualifiedName() + " takes no list");
    }

    /** The parameters for which a call has arguments. */
    static List<Parameter> given(TaskSignature signature) {
        return signature.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE || p.kind() == Parameter.Kind.NAMED_REST)
                .toList();
    }

    /** How many further tasks one list takes. */
    int addedTasks() {
        int partialsAndLevels = levels.stream().mapToInt(Integer::intValue).sum();
        return partialsAndLevels + (aggregate().finish().isPresent() ? 1 : 0);
    }

    /** The share of the aggregate's own work that all steps together take: each step's follows its number of inputs. */
    double workShare() {
        double inputs = length;
        for (int partials : levels) {
            inputs += partials;
        }
        return (inputs + (aggregate().finish().isPresent() ? 1 : 0)) / length;
    }
}
