package dev.anabranch.runtime.plan;

import java.util.Arrays;

/** Where each worker's rows of a table begin that is ordered by worker. */
final class WorkerRanges {
    private final int[] first;

    private WorkerRanges(int[] first) {
        this.first = first;
    }

    /**
     * The ranges of a column of workers.
     *
     * @param table whose it is, for the message
     * @throws PlanFormatException if it names other workers or is not ordered
     */
    static WorkerRanges of(int workers, int[] worker, String table) throws PlanFormatException {
        int[] first = new int[workers + 1];
        int before = 0;
        for (int number : worker) {
            if (number < before || number >= workers) {
                throw new PlanFormatException(table + ".arrow is not ordered by worker");
            }
            before = number;
            first[number + 1]++;
        }
        for (int i = 0; i < workers; i++) {
            first[i + 1] += first[i];
        }
        return new WorkerRanges(first);
    }

    /** The first row of a worker. */
    int first(int worker) {
        return first[worker];
    }

    /** The row behind a worker's last. */
    int end(int worker) {
        return first[worker + 1];
    }

    /** Whose a row is. */
    int of(int row) {
        int found = Arrays.binarySearch(first, row);
        int worker = found >= 0 ? found : -found - 2;
        // Workers without rows begin where the next one does.
        while (first[worker + 1] <= row) {
            worker++;
        }
        return worker;
    }
}
