package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.analyse.Dag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Always the unit after which least more is alive, of equal ones the first in another order. Units are looked at again
 * when they come to the front, since what others have read for the last but one time they release.
 */
final class LeastGrowth {
    private static final int LOOKED_AT = 8;

    private LeastGrowth() {}

    /**
     * All units, every one after what it reads from.
     *
     * @param preferred all units, for ties
     */
    static int[] of(Dag dag, HeldData held, int hosts, int[] preferred) {
        int[] position = new int[dag.units()];
        for (int i = 0; i < preferred.length; i++) {
            position[preferred[i]] = i;
        }
        long[] unlimited = new long[hosts];
        Arrays.fill(unlimited, Long.MAX_VALUE / 4);
        MemoryAccount account = new MemoryAccount(held, unlimited);
        long[] change = new long[dag.units()];
        Comparator<Integer> least =
                Comparator.comparingLong((Integer unit) -> change[unit]).thenComparingInt(unit -> position[unit]);
        PriorityQueue<Integer> ready = new PriorityQueue<>(least);
        int[] waiting = new int[dag.units()];
        for (int unit = 0; unit < dag.units(); unit++) {
            waiting[unit] = dag.firstIn(unit + 1) - dag.firstIn(unit);
            if (waiting[unit] == 0) {
                change[unit] = account.change(unit);
                ready.add(unit);
            }
        }
        int[] order = new int[dag.units()];
        List<Integer> front = new ArrayList<>();
        for (int count = 0; count < order.length; count++) {
            front.clear();
            while (front.size() < LOOKED_AT && !ready.isEmpty()) {
                front.add(ready.remove());
            }
            front.forEach(unit -> change[unit] = account.change(unit));
            front.sort(least);
            int unit = front.get(0);
            ready.addAll(front.subList(1, front.size()));
            account.end(unit);
            order[count] = unit;
            for (int i = 0; i < dag.outDegree(unit); i++) {
                int reader = dag.target(dag.outEdge(unit, i));
                if (--waiting[reader] == 0) {
                    change[reader] = account.change(reader);
                    ready.add(reader);
                }
            }
        }
        return order;
    }
}
