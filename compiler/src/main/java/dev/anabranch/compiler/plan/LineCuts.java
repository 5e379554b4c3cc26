package dev.anabranch.compiler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where on a worker's line cuts pay: the cuts for which the expected time is least, over all choices of cuts. A dynamic
 * programme over the tasks: the best choice up to a cut is the best choice up to the cut before it, and the expected time
 * from there. Sam Toueg and Ozalp Babaoglu: On the optimum checkpoint selection problem, SIAM Journal on Computing 13,
 * 1984, for chains; by Li Han, Louis-Claude Canon, Henri Casanova, Yves Robert and Frederic Vivien: Checkpointing
 * workflows for fail-stop errors, IEEE Transactions on Computers 67, 2018, for the tasks that one processor of a workflow
 * runs one after the other.
 *
 * <p>Takes time quadratic in the tasks up to {@value #MOST} of them. On longer lines only so many cuts are tried: of
 * equally many tasks next to each other the one behind which least is alive. So the time is linear in the tasks.
 */
final class LineCuts {
    /** How many cuts are tried at most. */
    private static final int MOST = 256;

    private final WorkerLine line;
    private final FailureModel failures;
    private final int[] places;
    private final int[] cutOf;

    LineCuts(WorkerLine line, FailureModel failures) {
        this.line = line;
        this.failures = failures;
        this.places = places();
        this.cutOf = new int[line.tasks()];
        for (int cut = 0, task = 0; task < line.tasks(); task++) {
            cut += cut < places.length && task > places[cut] ? 1 : 0;
            cutOf[task] = cut;
        }
    }

    /** The expected time with the cuts that are free, since all that they need is kept already. */
    double expectedAsItIs() {
        double[] missing = new double[line.tasks() + 1];
        double[] reading = new double[line.tasks() + 1];
        for (int dataset = 0; dataset < line.datasets(); dataset++) {
            int made = line.made()[dataset];
            if (line.write()[dataset] > 0) {
                missing[made]++;
                missing[line.elsewhere()[dataset] ? line.tasks() : line.lastUse()[dataset]]--;
            }
            reading[made] += line.read()[dataset];
            reading[line.lastUse()[dataset]] -= line.read()[dataset];
        }
        double expected = 0;
        double since = 0;
        double back = 0;
        double open = 0;
        double alive = 0;
        for (int task = 0; task < line.tasks(); task++) {
            open += missing[task];
            alive += reading[task];
            if (open == 0) {
                expected += failures.expected(back, line.over()[task] - since);
                since = line.over()[task];
                back = Math.max(0, alive);
            }
        }
        return expected + failures.expected(back, line.end() - since);
    }

    /** The datasets, as the line numbers them, that the best cuts need and that are not kept yet. */
    List<Integer> toKeep() {
        int cuts = places.length;
        // Of cut c, counted from 1; 0 is the start and the last is the end of the run.
        double[] best = new double[cuts + 2];
        int[] before = new int[cuts + 2];
        double[] reading = new double[cuts + 2];
        double[] at = new double[cuts + 2];
        Arrays.fill(best, 1, cuts + 2, Double.POSITIVE_INFINITY);
        double[] alive = new double[cuts + 1];
        Crossing crossing = new Crossing();
        for (int cut = 1; cut <= cuts + 1; cut++) {
            boolean end = cut == cuts + 1;
            at[cut] = end ? line.end() : line.over()[places[cut - 1]];
            if (!end) {
                crossing.moveTo(cut - 1, alive);
                reading[cut] = crossing.reading();
            }
            double writing = 0;
            if (!end && crossing.impossible()) {
                continue;
            }
            for (int from = cut - 1; from >= 0; from--) {
                writing += end ? 0 : alive[from];
                double expected = best[from] + failures.expected(reading[from], at[cut] - at[from] + writing);
                if (expected < best[cut]) {
                    best[cut] = expected;
                    before[cut] = from;
                }
            }
        }
        List<Integer> chosen = new ArrayList<>();
        boolean[] taken = new boolean[line.datasets()];
        for (int cut = before[cuts + 1]; cut > 0; cut = before[cut]) {
            for (int dataset = 0; dataset < line.datasets(); dataset++) {
                if (!taken[dataset] && line.write()[dataset] > 0 && line.crosses(dataset, places[cut - 1])) {
                    taken[dataset] = true;
                    chosen.add(dataset);
                }
            }
        }
        chosen.sort(null);
        return chosen;
    }

    /** The tasks after which a cut is tried. */
    private int[] places() {
        int tasks = line.tasks();
        if (tasks <= MOST) {
            int[] all = new int[tasks];
            Arrays.setAll(all, task -> task);
            return all;
        }
        double[] change = new double[tasks + 1];
        for (int dataset = 0; dataset < line.datasets(); dataset++) {
            double seconds = Math.min(line.write()[dataset], line.end());
            change[line.made()[dataset]] += seconds;
            change[line.lastUse()[dataset]] -= seconds;
        }
        double[] alive = new double[tasks];
        double sum = 0;
        for (int task = 0; task < tasks; task++) {
            sum += change[task];
            alive[task] = sum;
        }
        int[] chosen = new int[MOST];
        for (int part = 0; part < MOST; part++) {
            int end = (int) ((part + 1L) * tasks / MOST);
            chosen[part] = (int) ((long) part * tasks / MOST);
            for (int task = chosen[part]; task < end; task++) {
                chosen[part] = alive[task] <= alive[chosen[part]] ? task : chosen[part];
            }
        }
        return chosen;
    }

    /** What is alive at a cut that moves along the line, by the stretch between cuts in which it was made. */
    private final class Crossing {
        private final List<List<Integer>> ending = new ArrayList<>();
        private int next;
        private int impossible;
        private double reading;

        Crossing() {
            for (int cut = 0; cut <= places.length; cut++) {
                ending.add(new ArrayList<>());
            }
        }

        /** Takes in what was made up to a cut and takes out what nobody reads behind it. */
        void moveTo(int cut, double[] alive) {
            for (; next < line.datasets() && line.made()[next] <= places[cut]; next++) {
                boolean local = line.lastUse()[next] > places[cut];
                if (local || line.elsewhere()[next]) {
                    add(next, 1, alive);
                }
                if (local) {
                    reading += line.read()[next];
                    // The first cut that does not lie before its last reader.
                    ending.get(cutOf[line.lastUse()[next]]).add(next);
                }
            }
            for (int dataset : ending.get(cut)) {
                reading -= line.read()[dataset];
                if (!line.elsewhere()[dataset]) {
                    add(dataset, -1, alive);
                }
            }
        }

        private void add(int dataset, int sign, double[] alive) {
            double seconds = line.write()[dataset];
            if (Double.isInfinite(seconds)) {
                impossible += sign;
            } else {
                int stretch = cutOf[line.made()[dataset]];
                alive[stretch] += sign * seconds;
            }
        }

        boolean impossible() {
            return impossible > 0;
        }

        double reading() {
            return Math.max(0, reading);
        }
    }
}
