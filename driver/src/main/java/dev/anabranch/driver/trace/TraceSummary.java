package dev.anabranch.driver.trace;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace in a few numbers.
 *
 * @param flow the flow's name
 * @param began when the run began
 * @param seconds until the last task finished
 * @param workers by number
 * @param families those with tasks, the one that took longest first
 * @param links what came from host to host, in the order in which that began
 */
public record TraceSummary(
        String flow, Instant began, double seconds, List<Worker> workers, List<Family> families, List<Link> links) {
    /** Into how many parts of equal length the run is cut. */
    public static final int PARTS = 40;

    /**
     * A worker.
     *
     * @param worker what it did
     * @param busy by part of the run the share of it in which a task ran, 0 to 1
     */
    public record Worker(TracedWorker worker, List<Double> busy) {}

    /**
     * A family.
     *
     * @param name its name
     * @param tasks how many finished
     * @param seconds that they took together
     * @param longest the task that took longest
     * @param longestSeconds how long that was
     */
    public record Family(String name, long tasks, double seconds, String longest, double longestSeconds) {}

    /**
     * What came from one host to another.
     *
     * @param from the host that sent
     * @param to the host that received
     * @param datasets how many came
     * @param bytes their sizes together
     * @param seconds in which at least one was on its way
     */
    public record Link(String from, String to, long datasets, long bytes, double seconds) {}

    /** Adds up the datasets of a link, which come by their starts. */
    private static final class Way {
        private final String from;
        private final String to;
        private long datasets;
        private long bytes;
        private double seconds;
        private double until;

        Way(TracedTransfer first) {
            this.from = first.from();
            this.to = first.to();
            this.until = first.start();
        }

        void add(TracedTransfer transfer) {
            datasets++;
            bytes += transfer.bytes();
            seconds += Math.max(0, transfer.finish() - Math.max(until, transfer.start()));
            until = Math.max(until, transfer.finish());
        }

        Link link() {
            return new Link(from, to, datasets, bytes, seconds);
        }
    }

    /** Adds up the tasks of a family. */
    private static final class Sum {
        private long tasks;
        private double seconds;
        private String longest = "";
        private double most = -1;

        void add(TracedTask task) {
            tasks++;
            seconds += task.work();
            if (task.work() > most) {
                most = task.work();
                longest = task.name();
            }
        }
    }

    /**
     * Sums a trace up.
     *
     * @throws IOException if it cannot be read
     */
    public static TraceSummary of(RunTrace trace) throws IOException {
        List<Sum> sums = new ArrayList<>();
        trace.families().forEach(family -> sums.add(new Sum()));
        double[] end = new double[1];
        trace.tasks(task -> {
            sums.get(task.family()).add(task);
            end[0] = Math.max(end[0], task.finish());
        });
        double[][] busy = new double[trace.workers().size()][PARTS];
        double part = end[0] / PARTS;
        trace.tasks(task -> spread(busy[task.worker()], task, part));
        List<Worker> workers = new ArrayList<>();
        for (int worker = 0; worker < busy.length; worker++) {
            List<Double> shares = new ArrayList<>();
            for (double seconds : busy[worker]) {
                shares.add(part > 0 ? Math.min(1, seconds / part) : 0);
            }
            workers.add(new Worker(trace.workers().get(worker), List.copyOf(shares)));
        }
        List<Family> families = new ArrayList<>();
        for (int family = 0; family < sums.size(); family++) {
            Sum sum = sums.get(family);
            if (sum.tasks > 0) {
                families.add(new Family(trace.families().get(family), sum.tasks, sum.seconds, sum.longest, sum.most));
            }
        }
        families.sort(Comparator.comparingDouble(Family::seconds).reversed());
        Map<List<String>, Way> ways = new LinkedHashMap<>();
        trace.transfers(
                transfer -> ways.computeIfAbsent(List.of(transfer.from(), transfer.to()), unused -> new Way(transfer))
                        .add(transfer));
        List<Link> links = ways.values().stream().map(Way::link).toList();
        return new TraceSummary(
                trace.flow(), trace.began(), end[0], List.copyOf(workers), List.copyOf(families), links);
    }

    private static void spread(double[] busy, TracedTask task, double part) {
        if (part <= 0) {
            return;
        }
        int first = Math.min(PARTS - 1, (int) (task.start() / part));
        int last = Math.min(PARTS - 1, (int) (task.finish() / part));
        for (int at = Math.max(0, first); at <= last; at++) {
            busy[at] += Math.max(0, Math.min(task.finish(), (at + 1) * part) - Math.max(task.start(), at * part));
        }
    }

    /** How many tasks finished. */
    public long tasks() {
        return families.stream().mapToLong(Family::tasks).sum();
    }
}
