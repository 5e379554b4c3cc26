package dev.anabranch.testkit;

import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import java.util.List;

/** The slots of an array that a call makes. */
record OutputSlots(DatasetArray array, List<Subscript> subscripts, ScalarEvaluator evaluator) {
    void collect(List<Integer> slots) {
        collect(new int[subscripts.size()], 0, slots);
    }

    private void collect(int[] at, int axis, List<Integer> slots) {
        if (axis == at.length) {
            slots.add(array.slot(at));
            return;
        }
        Domain domain = array.axes().get(axis).domain();
        for (at[axis] = 0; at[axis] < domain.size(); at[axis]++) {
            if (subscripts.get(axis).accept(new Meets(domain, at[axis], evaluator))) {
                collect(at, axis + 1, slots);
            }
        }
    }

    /** Whether a subscript asks for a position; compares coordinates as text, which is slow and plain. */
    private record Meets(Domain domain, int position, ScalarEvaluator evaluator) implements Subscript.Visitor<Boolean> {
        @Override
        public Boolean at(Subscript.At subscript) {
            return evaluator.evaluate(subscript.coordinate()).toString().equals(domain.text(position));
        }

        @Override
        public Boolean range(Subscript.Range subscript) {
            long value = Long.parseLong(domain.text(position));
            long from = evaluator.integer(subscript.from());
            return value >= from
                    && value <= evaluator.integer(subscript.to())
                    && (value - from) % evaluator.integer(subscript.by()) == 0;
        }

        @Override
        public Boolean all(Subscript.All subscript) {
            return true;
        }
    }
}
