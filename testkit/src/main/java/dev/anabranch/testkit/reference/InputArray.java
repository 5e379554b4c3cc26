package dev.anabranch.testkit.reference;

import dev.anabranch.model.type.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an input of a used flow is given, as the used flow reads it. */
final class InputArray implements ReadableArray {
    private final ValueType type;
    private final List<List<Object>> order;
    private final Map<List<Object>, ReferenceArgument> datasets = new HashMap<>();

    /**
     * @param type as declared by the used flow
     * @param order for each index the coordinates that it may have
     * @param given what the argument stands for, which may name datasets that are not there
     */
    InputArray(ValueType type, List<List<Object>> order, Operand given, Datasets all) {
        this.type = type;
        this.order = order;
        if (given instanceof Operand.One one) {
            boolean there = !(one.dataset() instanceof ReferenceArgument.Named named) || all.defined(named.instance());
            if (there) {
                datasets.put(List.of(), one.dataset());
            }
        } else if (given instanceof Operand.Many many) {
            many.elements().forEach(e -> datasets.put(e.at(), e.dataset()));
        }
    }

    @Override
    public ValueType type() {
        return type;
    }

    @Override
    public List<List<Object>> order() {
        return order;
    }

    @Override
    public Optional<ReferenceArgument> at(List<Object> coordinates) {
        return Optional.ofNullable(datasets.get(coordinates));
    }

    /** All that it is given. */
    Iterable<ReferenceArgument> all() {
        return datasets.values();
    }
}
