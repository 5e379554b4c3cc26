package dev.anabranch.model.graph;

import dev.anabranch.model.task.TaskSignature;
import java.util.List;

/**
 * All the tasks that one equation, or one unnamed subexpression of it, declares. The tasks of a family have
 * consecutive numbers, in the order of their positions, the last axis varying fastest.
 *
 * @param id position in {@link TaskGraph#families()}
 * @param name the array that it defines, or the first of several
 * @param axes the equation's own indices; an instance is a point on them. A generator's yielded index is not among them
 * @param signature the task that is called
 * @param arguments one for each VALUE and NAMED_REST parameter of the signature, in the method's order
 * @param outputs one for each array that the equation defines
 * @param cost where its costs came from
 * @param requirements what its annotations demand
 * @param origin where the equation is written
 */
public record TaskFamily(
        int id,
        String name,
        List<Axis> axes,
        TaskSignature signature,
        List<Argument> arguments,
        List<FamilyOutput> outputs,
        FamilyCost cost,
        Requirements requirements,
        Origin origin) {
    public TaskFamily {
        axes = List.copyOf(axes);
        arguments = List.copyOf(arguments);
        outputs = List.copyOf(outputs);
    }

    /**
     * Which instances of an array a task of the family defines.
     *
     * @param array which array
     * @param subscripts one for each axis of the array: coordinates over the family's axes, and for a generator one
     *     {@link Subscript.Range} for the yielded index, or {@link Subscript.All} if what is yielded is a list; which of
     *     the coordinates are on it then is told by {@link TaskGraph#outputs()}
     */
    public record FamilyOutput(int array, List<Subscript> subscripts) {
        public FamilyOutput {
            subscripts = List.copyOf(subscripts);
        }
    }
}
