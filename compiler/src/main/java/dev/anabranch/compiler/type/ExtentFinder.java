package dev.anabranch.compiler.type;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.List;
import java.util.Optional;

/** Finds the coordinates that an array has on each of its indices, from the left sides of its equations alone. */
@FunctionalInterface
public interface ExtentFinder {
    /**
     * The coordinates in the order in which lists of the array have them.
     *
     * @param rank how many indices the array has
     * @return one domain for each index; empty if limits keep them from being found, which lowering reports
     */
    Optional<List<Domain>> extents(int rank, List<Definition> definitions);

    /**
     * Which instances of an array one equation defines.
     *
     * @param axes of the equation
     * @param guard for which coordinates of the axes it holds; empty for all
     * @param subscripts one for each index of the array, over the axes; not a single coordinate for a yielded one
     * @param yielded the coordinates over which a generator hands over its outputs, as coordinates of the array
     */
    record Definition(List<Axis> axes, Optional<Scalar> guard, List<Subscript> subscripts, Optional<Axis> yielded) {
        public Definition {
            axes = List.copyOf(axes);
            subscripts = List.copyOf(subscripts);
        }
    }
}
