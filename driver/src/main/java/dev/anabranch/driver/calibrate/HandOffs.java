package dev.anabranch.driver.calibrate;

import dev.anabranch.driver.trace.TracedTask;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks that go to and fro between two workers, whose tasks hand on what they were given. From the beginning of one task to that of
 * the next on the same worker a block is handed over twice: clocks of two hosts are not compared.
 *
 * @param one a worker
 * @param other the other
 * @param bytes the sizes of the blocks
 * @param byReference whether blocks stay where they are, so that many rounds take no longer with large ones
 */
record HandOffs(String one, String other, List<Long> bytes, boolean byReference) {
    private static final long SMALLEST = 1L << 16;
    /** So often to and fro before anything counts. */
    private static final int WARM_UP = 300;

    private static final int MOST_ROUNDS = 40;
    private static final int LEAST_ROUNDS = 6;
    /** Two looks at the clock. */
    private static final double LEAST_SECONDS = 100e-9;

    private static final long BYTES_OF_A_SIZE = 1L << 26;

    /** From 64 KiB on, each four times the one before, up to the largest. */
    static List<Long> sizes(long largest) {
        List<Long> sizes = new ArrayList<>();
        for (long size = SMALLEST; size <= largest; size *= 4) {
            sizes.add(size);
        }
        return sizes;
    }

    private int rounds(long bytes) {
        return byReference ? MOST_ROUNDS : (int) Math.max(LEAST_ROUNDS, Math.min(MOST_ROUNDS, BYTES_OF_A_SIZE / bytes));
    }

    Trial trial() {
        StringBuilder text = Trial.header("hand_offs");
        text.append("begin = calibration.whole(calibration.block(8, 0), 8)").append(Trial.on(one));
        toAndFro(text, "w", SMALLEST, WARM_UP, "begin");
        String before = "wEnd";
        for (int size = 0; size < bytes.size(); size++) {
            toAndFro(text, "s" + size, bytes.get(size), rounds(bytes.get(size)), before);
            before = "s" + size + "End";
        }
        return new Trial("hand_offs", text.toString());
    }

    private void toAndFro(StringBuilder text, String name, long size, int rounds, String after) {
        String there = name + "There";
        String back = name + "Back";
        String round = name + "Round";
        text.append("dim " + round + " = 0..<" + rounds + "\n");
        text.append(there + "[0] = calibration.block(" + size + ", " + after + ")")
                .append(Trial.on(one));
        text.append(back + "[" + round + "] = calibration.passed(" + there + "[" + round + "])")
                .append(Trial.on(other));
        text.append(there + "[" + round + " + 1] = calibration.passed(" + back + "[" + round + "])")
                .append(Trial.on(one));
        text.append(name + "End = calibration.whole(" + there + "[" + rounds + "], " + size + ")")
                .append(Trial.on(one));
    }

    /** The times by size, without the first round of each size. */
    List<TransferSample> samples(List<TracedTask> tasks) {
        List<TransferSample> samples = new ArrayList<>();
        for (int size = 0; size < bytes.size(); size++) {
            List<TracedTask> there = Trial.tasks(tasks, "s" + size + "There");
            List<TracedTask> back = Trial.tasks(tasks, "s" + size + "Back");
            List<Double> rounds = new ArrayList<>();
            List<Double> works = new ArrayList<>();
            for (int round = 1; round < back.size(); round++) {
                rounds.add(there.get(round + 1).start() - there.get(round).start());
                works.add(there.get(round).work());
                works.add(back.get(round).work());
            }
            double seconds = Quantile.lower(rounds) / 2 - Quantile.lower(works);
            samples.add(new TransferSample(bytes.get(size), Math.max(LEAST_SECONDS, seconds)));
        }
        return samples;
    }
}
