package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.SlotPlan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The datasets of a run, by cell, shared by its workers. A cell's reference is its ready flag: it is stored with release
 * and loaded with acquire order, so that who sees it sees what is behind it.
 */
final class SlotStore {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HOLD = MethodHandles.arrayElementVarHandle(int[].class);

    private final SlotPlan plan;
    private final @Nullable Object[] cells;
    private final int[] holds;
    private final WaitingRoom waitingRoom;

    SlotStore(SlotPlan plan, WaitingRoom waitingRoom) {
        this.plan = plan;
        this.cells = new Object[plan.cells()];
        this.holds = plan.holds();
        this.waitingRoom = waitingRoom;
    }

    /** The dataset in a cell, or null if it is not there. */
    @Nullable
    Object get(int cell) {
        return CELL.getAcquire(cells, cell);
    }

    /** Whether any worker's hold on the cell is left. */
    boolean held(int cell) {
        return (int) HOLD.getOpaque(holds, cell) > 0;
    }

    /** Hands a dataset and its hold over to all readers. Only cells that other workers read cost a fence. */
    void put(int cell, Object value) {
        if (cells[cell] != null) {
            throw new PlanMistake("slot " + plan.slotOf(cell) + " is written twice");
        }
        CELL.setRelease(cells, cell, value);
        if (plan.isRemote(cell)) {
            waitingRoom.wake(cell);
        }
    }

    /**
     * Ends one worker's hold; the last one's frees the memory.
     *
     * @return false if there was nothing to purge, which is a mistake of the plan
     */
    boolean purge(int cell) {
        int left = (int) HOLD.getAcquire(holds, cell);
        if (left > 1) {
            left = (int) HOLD.getAndAdd(holds, cell, -1);
            if (left > 1) {
                return true;
            }
        } else {
            // Nobody else has a hold, so nobody else counts.
            HOLD.setRelease(holds, cell, 0);
        }
        Object value = cells[cell];
        if (left < 1 || value == null) {
            return false;
        }
        CELL.setOpaque(cells, cell, null);
        Holds.close(value);
        return true;
    }

    /** Takes a dataset out of a cell that no other worker reads; the holds on the cell stay. */
    void takeOut(int cell) {
        CELL.setOpaque(cells, cell, null);
    }

    /** Closes whatever is left, when no worker runs any more. */
    void close() {
        for (int cell = 0; cell < cells.length; cell++) {
            Object value = cells[cell];
            cells[cell] = null;
            if (value != null && holds[cell] > 0) {
                Holds.close(value);
            }
        }
    }

    int size() {
        return cells.length;
    }
}
