package dev.anabranch.compiler.schedule.copies;

import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Workers' orders with some runs more, or some less. */
final class CopiedOrders {
    private CopiedOrders() {}

    /** With copies, each before its place; of several before one place the first comes first, and of equal ones only it. */
    static WorkerOrders with(WorkerOrders orders, List<Proposal> proposals) {
        List<Copy> all = new ArrayList<>();
        proposals.forEach(proposal -> all.addAll(proposal.copies()));
        all.sort(Comparator.comparingInt(Copy::worker).thenComparingInt(Copy::before));
        int[] first = new int[orders.workers() + 1];
        int[] tasks = new int[orders.places() + all.size()];
        boolean[] added = new boolean[all.stream().mapToInt(Copy::task).max().orElse(-1) + 1];
        int place = 0;
        int next = 0;
        for (int worker = 0; worker < orders.workers(); worker++) {
            int firstCopy = next;
            for (int old = orders.first(worker); old <= orders.first(worker + 1); old++) {
                for (; next < all.size() && isNext(all.get(next), worker, old); next++) {
                    if (!added[all.get(next).task()]) {
                        added[all.get(next).task()] = true;
                        tasks[place++] = all.get(next).task();
                    }
                }
                if (old < orders.first(worker + 1)) {
                    tasks[place++] = orders.task(old);
                }
            }
            for (int i = firstCopy; i < next; i++) {
                added[all.get(i).task()] = false;
            }
            first[worker + 1] = place;
        }
        return new WorkerOrders(first, Arrays.copyOf(tasks, place));
    }

    private static boolean isNext(Copy copy, int worker, int place) {
        return copy.worker() == worker && copy.before() == place;
    }

    /** Without the runs at some places. */
    static WorkerOrders without(WorkerOrders orders, boolean[] dropped) {
        int[] first = new int[orders.workers() + 1];
        int[] tasks = new int[orders.places()];
        int place = 0;
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int old = orders.first(worker); old < orders.first(worker + 1); old++) {
                if (!dropped[old]) {
                    tasks[place++] = orders.task(old);
                }
            }
            first[worker + 1] = place;
        }
        return new WorkerOrders(first, Arrays.copyOf(tasks, place));
    }
}
