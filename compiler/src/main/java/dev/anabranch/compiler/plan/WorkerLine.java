package dev.anabranch.compiler.plan;

/**
 * One worker's tasks in their order, with what would have to be written so that nothing before a point is computed again.
 * A cut after a task keeps every dataset that was made up to there and is used behind it, by this worker or another; after
 * a crash the worker begins at its last cut.
 *
 * @param over for each task when it is over and what is kept of it is written, in seconds
 * @param end when the run ends, not before the last task is over
 * @param slot for each dataset that is made here and used at all, by the task that makes it, ascending
 * @param made for each of them the task, counted from 0
 * @param lastUse for each of them the last task here that reads it, or its own
 * @param elsewhere for each of them whether it is used by other workers, or when the run ends
 * @param write for each of them the seconds that writing takes; 0 if it is kept already, infinite if it cannot be kept
 * @param read for each of them the seconds that reading it back takes
 */
@SuppressWarnings("ArrayRecordComponent") // columns
record WorkerLine(
        double[] over,
        double end,
        int[] slot,
        int[] made,
        int[] lastUse,
        boolean[] elsewhere,
        double[] write,
        double[] read) {
    int tasks() {
        return over.length;
    }

    int datasets() {
        return slot.length;
    }

    /** Whether a dataset must be kept by a cut after a task. */
    boolean crosses(int dataset, int task) {
        return made[dataset] <= task && (elsewhere[dataset] || lastUse[dataset] > task);
    }
}
