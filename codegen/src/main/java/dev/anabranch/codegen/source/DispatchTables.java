package dev.anabranch.codegen.source;

import dev.anabranch.model.plan.PlanCoordinates;
import dev.anabranch.model.plan.PlanDispatch;
import java.util.stream.IntStream;

/** The order of the parts of programs that are driven by a table, while it is collected. */
final class DispatchTables {
    private final IntStream.Builder workers = IntStream.builder();
    private final IntStream.Builder units = IntStream.builder();
    private final IntStream.Builder firsts = IntStream.builder();
    private final IntStream.Builder coordinates = IntStream.builder();
    private int size;

    /** Adds what comes next on a worker. */
    void add(int worker, int unit, int[] positions) {
        workers.add(worker);
        units.add(unit);
        firsts.add(size);
        for (int position : positions) {
            coordinates.add(position);
        }
        size = Math.addExact(size, positions.length);
    }

    PlanDispatch dispatch() {
        return new PlanDispatch(
                workers.build().toArray(),
                units.build().toArray(),
                firsts.build().toArray());
    }

    PlanCoordinates coordinates() {
        return new PlanCoordinates(coordinates.build().toArray());
    }
}
