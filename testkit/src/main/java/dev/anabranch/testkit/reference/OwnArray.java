package dev.anabranch.testkit.reference;

import dev.anabranch.model.type.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * An array that equations define.
 *
 * @param part the flow that they stand in
 * @param name there
 */
record OwnArray(FlowPart part, String name) implements ReadableArray {
    @Override
    public ValueType type() {
        return part.types().required(name);
    }

    @Override
    public int rank() {
        return part.rank(name);
    }

    @Override
    public List<List<Object>> order() {
        return part.order(name);
    }

    /** What its indices are called. */
    List<String> axisNames() {
        return AxisNames.of(rank(), part.equations().of(name), part.constants());
    }

    /** One of its datasets, whether there is one or not. */
    Instance instance(List<Object> coordinates) {
        return new Instance(part.prefix() + name, coordinates);
    }

    @Override
    public Optional<ReferenceArgument> at(List<Object> coordinates) {
        Instance instance = instance(coordinates);
        return part.datasets().defined(instance)
                ? Optional.of(new ReferenceArgument.Named(instance))
                : Optional.empty();
    }
}
