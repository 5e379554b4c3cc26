package dev.anabranch.runtime.host;

import static dev.anabranch.runtime.host.Programs.slots;
import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.LongTensor;
import dev.anabranch.api.WorkerProgram;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.RunReport;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is evicted is what a naive Belady evicts, who looks through the whole future each time. */
class EvictionOrderProperties {
    private static final int DATASETS = 12;
    private static final int LONGS = 64;
    private static final long BYTES = LONGS * Long.BYTES;

    @Property(tries = 150)
    void theDatasetGoesWhoseNextReaderComesLast(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = DATASETS - 1) Integer> reads,
            @ForAll @IntRange(min = 2, max = DATASETS) int room) {
        PlanBuilder plan = new PlanBuilder(1);
        for (int dataset = 0; dataset < DATASETS; dataset++) {
            plan.task(0, "made[" + dataset + "]", slots(), dataset);
        }
        for (int at = 0; at < reads.size(); at++) {
            plan.task(0, "read[" + at + "]", slots(reads.get(at)), DATASETS + at);
        }
        WorkerProgram program = worker -> {
            for (int dataset = 0; dataset < DATASETS; dataset++) {
                worker.start();
                LongTensor made = LongTensor.zeros(worker.task().allocator(), LONGS);
                made.set(0, dataset);
                worker.write(dataset, made);
                worker.finish();
            }
            for (int at = 0; at < reads.size(); at++) {
                worker.start();
                LongTensor read = (LongTensor) worker.read(reads.get(at));
                assertThat(read.get(0)).isEqualTo((long) reads.get(at));
                worker.write(DATASETS + at, "read");
                worker.finish();
            }
        };
        RunReport report = InProcessHost.run(
                Programs.of(program), plan.build(), RunOptions.defaults().withMemoryLimit(room * BYTES));
        Naive naive = new Naive(reads, room);
        naive.run();
        assertThat(report.evictions().datasets()).isEqualTo(naive.evictions);
        assertThat(report.evictions().readBack()).isEqualTo(naive.misses);
        assertThat(report.peakBytes()).isLessThanOrEqualTo(room * BYTES);
    }

    /** Room for so many datasets of one size. */
    private static final class Naive {
        private final List<Integer> reads;
        private final int room;
        private final SortedSet<Integer> inMemory = new TreeSet<>();
        private int evictions;
        private int misses;

        Naive(List<Integer> reads, int room) {
            this.reads = reads;
            this.room = room;
        }

        void run() {
            for (int dataset = 0; dataset < DATASETS; dataset++) {
                bring(dataset, 0);
                if (!reads.contains(dataset)) {
                    inMemory.remove(dataset);
                }
            }
            for (int at = 0; at < reads.size(); at++) {
                int dataset = reads.get(at);
                if (!inMemory.contains(dataset)) {
                    misses++;
                    bring(dataset, at);
                }
                if (next(dataset, at + 1) == Integer.MAX_VALUE) {
                    inMemory.remove(dataset);
                }
            }
        }

        private void bring(int dataset, int at) {
            if (inMemory.size() == room) {
                int last = -1;
                for (int other : inMemory) {
                    if (last < 0 || next(other, at) > next(last, at)) {
                        last = other;
                    }
                }
                inMemory.remove(last);
                evictions++;
            }
            inMemory.add(dataset);
        }

        private int next(int dataset, int from) {
            for (int at = from; at < reads.size(); at++) {
                if (reads.get(at) == dataset) {
                    return at;
                }
            }
            return Integer.MAX_VALUE;
        }
    }
}
