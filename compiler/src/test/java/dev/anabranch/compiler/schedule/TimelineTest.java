package dev.anabranch.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TimelineTest {
    /** What is taken, as a sorted list that is searched from the start. */
    private static final class Naive {
        private final List<double[]> taken = new ArrayList<>();

        double earliest(double ready, double seconds) {
            double from = 0;
            for (double[] busy : taken) {
                if (Math.max(from, ready) + seconds <= busy[0] && from < busy[0]) {
                    return Math.max(from, ready);
                }
                from = busy[1];
            }
            return Math.max(from, ready);
        }

        void reserve(double from, double seconds) {
            taken.add(new double[] {from, from + seconds});
            taken.sort(Comparator.comparingDouble(busy -> busy[0]));
        }
    }

    @Property
    void findsTheGapThatASearchFromTheStartFinds(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 40) Integer> readies,
            @ForAll @Size(value = 60) List<@IntRange(min = 1, max = 6) Integer> lengths) {
        Timeline timeline = new Timeline();
        Naive naive = new Naive();
        for (int i = 0; i < readies.size(); i++) {
            double ready = readies.get(i) / 2.0;
            double seconds = lengths.get(i) / 4.0;
            double from = timeline.earliest(ready, seconds);
            assertThat(from).isEqualTo(naive.earliest(ready, seconds));
            timeline.reserve(from, seconds);
            naive.reserve(from, seconds);
        }
    }
}
