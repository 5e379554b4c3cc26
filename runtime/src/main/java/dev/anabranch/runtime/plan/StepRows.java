package dev.anabranch.runtime.plan;

/** The table of steps. */
final class StepRows {
    private final int[] worker;
    private final byte[] code;
    private final int[] task;
    private final int[] slot;
    private final int[] peer;

    StepRows(PlanTable table) throws PlanFormatException {
        this.worker = table.ints("worker");
        this.code = WorkerPlans.codes(table.texts("kind"));
        this.task = table.ints("task");
        this.slot = table.ints("slot");
        this.peer = table.ints("peer");
    }

    int rows() {
        return code.length;
    }

    int[] worker() {
        return worker;
    }

    /** One of the codes in {@link WorkerPlans}. */
    byte code(int row) {
        return code[row];
    }

    int task(int row) {
        return task[row];
    }

    int slot(int row) {
        return slot[row];
    }

    int peer(int row) {
        return peer[row];
    }
}
