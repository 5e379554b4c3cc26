package dev.anabranch.driver.calibrate;

import dev.anabranch.driver.trace.TracedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one worker of each host does alone: tasks that do nothing, copies of memory, and files in the host's folder for datasets
 * that wait on disk.
 *
 * @param workers one of each host
 * @param files what files are called that nobody else has
 */
record HostTrial(List<String> workers, String files) {
    private static final int TASKS = 20_000;
    private static final long COPIED = 1L << 26;
    private static final int FEW = 2;
    private static final int MANY = 10;
    private static final int COPY_TIMES = 4;
    private static final List<Long> FILES = List.of(1L << 16, 1L << 18, 1L << 20, 1L << 22, 1L << 24, 1L << 26);
    private static final int FILE_TIMES = 9;

    Trial trial() {
        StringBuilder text = Trial.header("hosts").append("dim step = 0..<" + TASKS + "\n");
        for (int host = 0; host < workers.size(); host++) {
            String on = Trial.on(workers.get(host));
            String tasks = "e" + host;
            text.append(tasks + "[0] = taskbench.empty()").append(on);
            text.append(tasks + "[step + 1] = taskbench.empty(" + tasks + "[step])")
                    .append(on);
            String before = tasks + "[" + TASKS + "]";
            for (int time = 0; time < COPY_TIMES; time++) {
                for (int rounds : new int[] {FEW, MANY}) {
                    String copies = copies(rounds, host, time);
                    text.append(copies + " = calibration.copied(" + COPIED + ", " + rounds + ", " + before + ")")
                            .append(on);
                    before = copies;
                }
            }
            for (int size = 0; size < FILES.size(); size++) {
                for (int time = 0; time < FILE_TIMES; time++) {
                    String written = file("w", host, size, time);
                    String read = file("r", host, size, time);
                    String name = "\"" + files + host + "\"";
                    String block = file("b", host, size, time);
                    text.append(block + " = calibration.block(" + FILES.get(size) + ", " + before + ")")
                            .append(on);
                    text.append(written + " = calibration.written(" + name + ", " + block + ")")
                            .append(on);
                    text.append(read + " = calibration.readBack(" + name + ", " + written + ")")
                            .append(on);
                    before = read;
                }
            }
        }
        return new Trial("hosts", text.toString());
    }

    private static String file(String what, int host, int size, int time) {
        return what + host + "s" + size + "t" + time;
    }

    private static String copies(int rounds, int host, int time) {
        return "c" + rounds + "h" + host + "t" + time;
    }

    /** Seconds that a task costs that does nothing, on a host: of the last half, when the loop is compiled. */
    double taskSeconds(List<TracedTask> tasks, int host) {
        List<TracedTask> empty = Trial.tasks(tasks, "e" + host);
        return Quantile.lower(empty.subList(empty.size() / 2, empty.size()).stream()
                .map(TracedTask::work)
                .toList());
    }

    /** Bytes a second that one worker copies, each counted once. */
    double memoryBandwidth(List<TracedTask> tasks, int host) {
        double many = shortest(tasks, host, MANY);
        // However others disturbed it, making the memory and the first copies took at most half of the time.
        double copying = Math.max(many - shortest(tasks, host, FEW), many / 2);
        return COPIED * (MANY - FEW) / copying;
    }

    private static double shortest(List<TracedTask> tasks, int host, int rounds) {
        return IntStream.range(0, COPY_TIMES)
                .mapToDouble(time ->
                        Trial.tasks(tasks, copies(rounds, host, time)).get(0).work())
                .min()
                .orElseThrow();
    }

    /** How long files take that are written and read, in the mean of both, as cluster files mean it. */
    List<TransferSample> disk(List<TracedTask> tasks, int host) {
        List<TransferSample> samples = new ArrayList<>();
        for (int size = 0; size < FILES.size(); size++) {
            List<Double> written = new ArrayList<>();
            List<Double> read = new ArrayList<>();
            for (int time = 0; time < FILE_TIMES; time++) {
                written.add(
                        Trial.tasks(tasks, file("w", host, size, time)).get(0).work());
                read.add(Trial.tasks(tasks, file("r", host, size, time)).get(0).work());
            }
            samples.add(new TransferSample(
                    FILES.get(size), Math.max(1e-9, (Quantile.lower(written) + Quantile.lower(read)) / 2)));
        }
        return samples;
    }
}
