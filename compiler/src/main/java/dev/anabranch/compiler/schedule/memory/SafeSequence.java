package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.LatestFirst;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * An order in which all units could run one after the other, with little alive at once. It is what a placement with
 * several workers can always fall back to.
 *
 * @param units every one after what it reads from
 * @param peaks by host, the most that is alive at once if nothing runs beside another
 */
@SuppressWarnings("ArrayRecordComponent")
record SafeSequence(int[] units, long[] peaks) {
    /** Several such orders, the one that takes the smallest share of the memory first. */
    static List<SafeSequence> all(Dag dag, HeldData held, long[] limits) {
        int[] depthFirst = PostOrder.of(dag, held);
        List<SafeSequence> all = new ArrayList<>();
        for (int[] units :
                List.of(LeastGrowth.of(dag, held, limits.length, depthFirst), depthFirst, LatestFirst.of(dag))) {
            all.add(new SafeSequence(units, MemoryAccount.peaks(held, limits.length, units)));
        }
        all.sort(Comparator.comparingDouble(sequence -> sequence.share(limits)));
        return all;
    }

    /** The largest share of a host's memory that is taken. */
    private double share(long[] limits) {
        double most = 0;
        for (int host = 0; host < limits.length; host++) {
            most = Math.max(most, (double) peaks[host] / limits[host]);
        }
        return most;
    }

    /** By host, what it has, or, if that is more, what this order needs. */
    long[] widened(long[] limits) {
        long[] wide = new long[limits.length];
        Arrays.setAll(wide, host -> Math.max(limits[host], peaks[host]));
        return wide;
    }
}
