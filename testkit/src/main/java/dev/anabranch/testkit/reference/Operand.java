package dev.anabranch.testkit.reference;

import dev.anabranch.model.type.ValueType;
import java.util.List;
import java.util.Optional;

/** What an expression stands for at one point. */
sealed interface Operand {
    /** A value known before the run. */
    record Plain(PlainValue value) implements Operand {}

    /** One dataset. */
    record One(ReferenceArgument dataset, ValueType type) implements Operand {}

    /** One dataset, or none where the array has none. */
    record Maybe(Optional<ReferenceArgument> dataset, ValueType type) implements Operand {}

    /** A list of datasets. */
    record Many(List<Element> elements, ValueType type) implements Operand {
        public Many {
            elements = List.copyOf(elements);
        }
    }

    /** One dataset of a list, and where among those that the reference names it is. */
    record Element(List<Object> at, ReferenceArgument dataset) {
        public Element {
            at = List.copyOf(at);
        }
    }

    /** A list that is written out. */
    record Listed(List<Operand> elements) implements Operand {
        public Listed {
            elements = List.copyOf(elements);
        }
    }
}
