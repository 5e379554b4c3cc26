package dev.anabranch.compiler.type;

import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.Subscript;
import java.util.List;
import java.util.Map;

/**
 * Datasets of one array that are published.
 *
 * @param array which array
 * @param selection which of its instances: coordinates and ranges, computed from those of the other axes, or all
 * @param name in the catalogue, over the array's axes
 * @param nameSpan where the name is written, or the dataset where there is none
 * @param metadata over the array's axes, in the order written
 * @param span where the dataset is written
 */
public record TypedPublication(
        int array,
        List<Subscript> selection,
        Scalar name,
        Span nameSpan,
        List<Map.Entry<String, Scalar>> metadata,
        Span span) {
    public TypedPublication {
        selection = List.copyOf(selection);
        metadata = List.copyOf(metadata);
    }
}
