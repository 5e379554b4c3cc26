package dev.anabranch.testkit;

import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.Subscript;
import java.util.List;
import java.util.stream.IntStream;

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
        for (int position : subscripts.get(axis).accept(new Asked(domain, evaluator))) {
            at[axis] = position;
            collect(at, axis + 1, slots);
        }
    }

    /** The positions that a subscript asks for. */
    private record Asked(Domain domain, ScalarEvaluator evaluator) implements Subscript.Visitor<int[]> {
        @Override
        public int[] at(Subscript.At subscript) {
            Object coordinate = evaluator.evaluate(subscript.coordinate());
            if (domain instanceof Domain.Regular regular) {
                int position = regular.position((Long) coordinate);
                return position < 0 ? new int[0] : new int[] {position};
            }
            return IntStream.range(0, domain.size())
                    .filter(i -> domain.text(i).equals(coordinate.toString()))
                    .toArray();
        }

        @Override
        public int[] range(Subscript.Range subscript) {
            long from = evaluator.integer(subscript.from());
            long to = evaluator.integer(subscript.to());
            long by = evaluator.integer(subscript.by());
            return IntStream.range(0, domain.size())
                    .filter(i -> {
                        long value = Long.parseLong(domain.text(i));
                        return value >= from && value <= to && (value - from) % by == 0;
                    })
                    .toArray();
        }

        @Override
        public int[] all(Subscript.All subscript) {
            return IntStream.range(0, domain.size()).toArray();
        }
    }
}
