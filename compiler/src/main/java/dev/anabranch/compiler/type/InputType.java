package dev.anabranch.compiler.type;

import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a flow says of an input.
 *
 * @param type what its instances are
 * @param shape the size of each axis of a tensor, as far as it is known; empty for any shape
 * @param columns the types of the columns that a table has at least, by name in the order written; empty for any
 */
record InputType(ValueType type, Optional<List<OptionalLong>> shape, Optional<Map<String, String>> columns) {
    InputType {
        shape = shape.map(List::copyOf);
        columns = columns.map(c -> Collections.unmodifiableMap(new LinkedHashMap<>(c)));
    }

    static InputType of(ValueType type) {
        return new InputType(type, Optional.empty(), Optional.empty());
    }

    /**
     * Why what another flow says of its input, which is given on to this one, does not go together with this; empty if
     * it does, or if one of them leaves it open.
     */
    Optional<String> conflict(InputType given) {
        if (shape.isPresent() && given.shape.isPresent() && !fits(shape.get(), given.shape.get())) {
            return Optional.of("of shape [" + text(given.shape.get()) + "], but [" + text(shape.get()) + "] is wanted");
        }
        List<String> wrong = new ArrayList<>();
        if (columns.isPresent() && given.columns.isPresent()) {
            columns.get().forEach((name, wanted) -> {
                String found = given.columns.get().get(name);
                if (!wanted.equals(found)) {
                    wrong.add("`" + name + ": " + wanted + "`");
                }
            });
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of("a table that is not said to have " + String.join(", ", wrong));
    }

    private static boolean fits(List<OptionalLong> wanted, List<OptionalLong> given) {
        boolean fits = wanted.size() == given.size();
        for (int i = 0; i < wanted.size() && fits; i++) {
            fits = wanted.get(i).isEmpty()
                    || given.get(i).isEmpty()
                    || wanted.get(i).equals(given.get(i));
        }
        return fits;
    }

    private static String text(List<OptionalLong> shape) {
        return String.join(
                ", ",
                shape.stream()
                        .map(size -> size.isPresent() ? Long.toString(size.getAsLong()) : "?")
                        .toList());
    }
}
