package dev.anabranch.compiler.type;

import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.task.TaskSignature;
import java.util.List;
import java.util.Optional;

/**
 * One family of tasks. Coordinates in its scalars count its axes: first {@link #axes()}, then one for each index of
 * the first of {@link #lists()} that is a range or all.
 *
 * @param name the array that it defines, or the first of several
 * @param axes the indices that the equation itself has, without a generator's yielded one
 * @param guard for which coordinates of the axes it holds; empty for all
 * @param lists for an operator on lists: those lists, over {@code axes}; there is one task for each coordinate
 * @param liftedNames names of the indices that the lists add
 * @param signature the task that is called
 * @param arguments one for each parameter that the flow supplies, in the method's order
 * @param reads where each dataset or list among the arguments is written, in their order
 * @param outputs the arrays that it defines
 * @param yielded the coordinates over which a generator hands over its outputs, as coordinates of the array
 * @param time a duration over the axes, if the flow says it
 * @param size a size over the axes, if the flow says it
 * @param requirements what its annotations demand
 * @param span where the equation is written
 */
public record TypedEquation(
        String name,
        List<Axis> axes,
        Optional<Scalar> guard,
        List<Lifted> lists,
        List<String> liftedNames,
        TaskSignature signature,
        List<Argument> arguments,
        List<ReadSite> reads,
        List<TaskFamily.FamilyOutput> outputs,
        Optional<Axis> yielded,
        Optional<Scalar> time,
        Optional<Scalar> size,
        Requirements requirements,
        Span span) {
    public TypedEquation {
        axes = List.copyOf(axes);
        lists = List.copyOf(lists);
        liftedNames = List.copyOf(liftedNames);
        arguments = List.copyOf(arguments);
        reads = List.copyOf(reads);
        outputs = List.copyOf(outputs);
    }

    /**
     * A list that an operator works on element by element.
     *
     * @param reads the list
     * @param span where it is written
     * @param operator where the operator with its operands is written
     */
    public record Lifted(Argument.ReadAll reads, Span span, Span operator) {}
}
