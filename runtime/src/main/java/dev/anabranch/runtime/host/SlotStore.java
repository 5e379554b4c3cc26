package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.SlotPlan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The datasets of a run, by slot, shared by its workers. A slot's reference is its ready flag: it is stored with release
 * and loaded with acquire order, so that who sees it sees what is behind it.
 */
final class SlotStore {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HOLD = MethodHandles.arrayElementVarHandle(int[].class);

    private final SlotPlan plan;
    private final @Nullable Object[] slots;
    private final int[] holds;
    private final WaitingRoom waitingRoom;

    SlotStore(SlotPlan plan, WaitingRoom waitingRoom) {
        this.plan = plan;
        this.slots = new Object[plan.slots()];
        this.holds = plan.holds();
        this.waitingRoom = waitingRoom;
    }

    /** The dataset in a slot, or null if it is not there. */
    @Nullable
    Object get(int slot) {
        return SLOT.getAcquire(slots, slot);
    }

    /** Whether any worker's hold on the slot is left. */
    boolean held(int slot) {
        return (int) HOLD.getOpaque(holds, slot) > 0;
    }

    /**
     * Hands a dataset and its hold over to all readers. Only slots that other workers read cost a fence.
     *
     * @return false if another worker has made the same dataset already: this worker's hold is one on that, and its
     *     own value stays its own
     */
    boolean put(int slot, Object value) {
        byte traits = plan.traits(slot);
        if ((traits & SlotPlan.REPEATED) == 0 && slots[slot] != null) {
            throw new PlanMistake("slot " + slot + " is written twice");
        }
        if (traits == 0) {
            SLOT.setRelease(slots, slot, value);
            return true;
        }
        if ((traits & SlotPlan.REPEATED) != 0) {
            if (!SLOT.compareAndSet(slots, slot, null, value)) {
                return false;
            }
        } else {
            SLOT.setRelease(slots, slot, value);
        }
        if ((traits & SlotPlan.REMOTE) != 0) {
            waitingRoom.wake(slot);
        }
        return true;
    }

    /**
     * Ends one worker's hold; the last one's frees the memory.
     *
     * @return false if there was nothing to purge, which is a mistake of the plan
     */
    boolean purge(int slot) {
        int left = (int) HOLD.getAcquire(holds, slot);
        if (left > 1) {
            left = (int) HOLD.getAndAdd(holds, slot, -1);
            if (left > 1) {
                return true;
            }
        } else {
            // Nobody else has a hold, so nobody else counts.
            HOLD.setRelease(holds, slot, 0);
        }
        Object value = slots[slot];
        if (left < 1 || value == null) {
            return false;
        }
        SLOT.setOpaque(slots, slot, null);
        Holds.close(value);
        return true;
    }

    /** Closes whatever is left, when no worker runs any more. */
    void close() {
        for (int slot = 0; slot < slots.length; slot++) {
            Object value = slots[slot];
            slots[slot] = null;
            if (value != null && holds[slot] > 0) {
                Holds.close(value);
            }
        }
    }

    int size() {
        return slots.length;
    }
}
