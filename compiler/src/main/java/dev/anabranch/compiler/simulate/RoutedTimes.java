package dev.anabranch.compiler.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When runs happen and who sends what to whom, in seconds from the start of the run.
 *
 * @param start for each place of the workers' orders
 * @param finish for each place of the workers' orders
 * @param makespan the last finish
 * @param transfers in the order in which they start
 */
@SuppressWarnings("ArrayRecordComponent") // columns, written once by the simulator that made them
public record RoutedTimes(double[] start, double[] finish, double makespan, List<Moved> transfers) {
    /**
     * A transfer between hosts.
     *
     * @param message what travels, as the problem numbers it
     * @param maker the host that made it
     * @param from the host that sends it: the maker, or one that has received it
     * @param to the host that receives it
     * @param start when both cards are taken
     * @param seconds how long they are
     * @param needed when the first run that waits for it starts
     */
    public record Moved(int message, int maker, int from, int to, double start, double seconds, double needed) {
        /** Whether a host sends on what it has received. */
        public boolean relayed() {
            return from != maker;
        }

        /** When the receiving host has it. */
        public double finish() {
            return start + seconds;
        }
    }

    /**
     * The same runs at the same times, with every transfer as late as its readers, the hosts that send it on, and what
     * follows on its cards allow: what a host receives takes room there no longer than it must.
     */
    public RoutedTimes postponed() {
        List<Moved> latest = new ArrayList<>(transfers);
        Map<Integer, Double> sends = new HashMap<>();
        Map<Integer, Double> receives = new HashMap<>();
        Map<List<Integer>, Double> sentOn = new HashMap<>();
        for (int i = latest.size() - 1; i >= 0; i--) {
            Moved moved = latest.get(i);
            double end = Math.min(moved.needed(), sends.getOrDefault(moved.from(), Double.POSITIVE_INFINITY));
            end = Math.min(end, receives.getOrDefault(moved.to(), Double.POSITIVE_INFINITY));
            end = Math.min(
                    end, sentOn.getOrDefault(Arrays.asList(moved.message(), moved.to()), Double.POSITIVE_INFINITY));
            double start = Math.max(moved.start(), end - moved.seconds());
            sends.put(moved.from(), start);
            receives.put(moved.to(), start);
            sentOn.merge(Arrays.asList(moved.message(), moved.from()), start, Math::min);
            latest.set(
                    i,
                    new Moved(
                            moved.message(),
                            moved.maker(),
                            moved.from(),
                            moved.to(),
                            start,
                            moved.seconds(),
                            moved.needed()));
        }
        latest.sort((a, b) -> Double.compare(a.start(), b.start()));
        return new RoutedTimes(start, finish, makespan, Collections.unmodifiableList(latest));
    }
}
