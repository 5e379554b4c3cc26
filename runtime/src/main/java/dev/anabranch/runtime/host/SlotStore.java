package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.NumberSlots;
import dev.anabranch.runtime.plan.Places;
import dev.anabranch.runtime.plan.SlotPlan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The datasets of a run, by cell, shared by its workers: objects and numbers. An object's reference is its ready flag: it
 * is stored with release and loaded with acquire order, so that who sees it sees what is behind it.
 */
final class SlotStore {
    private static final VarHandle OBJECT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HOLD = MethodHandles.arrayElementVarHandle(int[].class);

    private static final int[] NONE = {};

    private final SlotPlan plan;
    private final NumberSlots kinds;
    private final int[] places;
    private final @Nullable Object[] objects;
    private final Numbers numbers;
    private final int[] holds;
    private final WaitingRoom waitingRoom;
    private final @Nullable Border border;
    private @Nullable Evictor evictor;

    /** For a run in one process. */
    SlotStore(ExecutionPlan execution, WaitingRoom waitingRoom) {
        this(
                execution,
                waitingRoom,
                new HeapNumbers(execution.places().numbers()),
                execution.places().objects() == 0 ? NONE : execution.slots().holds(),
                null);
    }

    /**
     * For one process of several.
     *
     * @param holds by cell, those of this process; of no length where all cells are numbers
     * @param border what lies behind the store's own datasets
     */
    SlotStore(ExecutionPlan execution, WaitingRoom waitingRoom, Numbers numbers, int[] holds, @Nullable Border border) {
        Places layout = execution.places();
        this.plan = execution.slots();
        this.kinds = execution.numbers();
        this.places = layout.byCell();
        this.objects = new Object[layout.objects()];
        this.numbers = numbers;
        this.holds = holds;
        this.border = border;
        this.waitingRoom = waitingRoom;
    }

    /** Before any worker starts: who may put {@link Evicted} in the place of datasets. */
    void standsUnder(Evictor who) {
        evictor = who;
    }

    /** Whether the dataset of a cell may be evicted, as far as other parts go. */
    boolean mayMove(int cell) {
        return border == null || border.mayMove(cell);
    }

    /** Whether a dataset has got on its way to another host since a time of {@link System#nanoTime}. */
    boolean movedSince(long nanos) {
        return border != null && border.movedSince(nanos);
    }

    /** What lies behind it, where datasets may be evicted that other processes read or have made; otherwise null. */
    @Nullable
    SharedBorder sharedBorder() {
        return border instanceof SharedBorder shared ? shared : null;
    }

    /** Puts something in the place of what is in a cell, if that is still there. */
    boolean replace(int cell, Object old, Object value) {
        return OBJECT.compareAndSet(objects, places[cell], old, value);
    }

    /** The numbers among the datasets, by place. */
    Numbers numbers() {
        return numbers;
    }

    /** The dataset in a cell, or null if it is not there. */
    @Nullable
    Object get(int cell) {
        int place = places[cell];
        if (place < 0) {
            return number(cell, ~place);
        }
        Object value = OBJECT.getAcquire(objects, place);
        return value != null || border == null ? value : border.take(cell);
    }

    /** Puts the copy of another process's dataset where this process's workers find it. */
    void adopt(int cell, Object value) {
        OBJECT.setRelease(objects, places[cell], value);
    }

    private @Nullable Object number(int cell, int place) {
        return numbers.ready(place) ? kinds.value(plan.slotOf(cell), numbers.get(place)) : null;
    }

    /** The dataset in a cell if it is an object that is there. */
    @Nullable
    Object object(int cell) {
        return places[cell] < 0 ? null : OBJECT.getAcquire(objects, places[cell]);
    }

    /** Whether a cell has a number. */
    boolean isNumber(int cell) {
        return places[cell] < 0;
    }

    /** Whether the dataset in a cell is there. */
    boolean ready(int cell) {
        int place = places[cell];
        return place >= 0
                ? OBJECT.getAcquire(objects, place) != null || (border != null && border.ready(cell))
                : numbers.ready(~place);
    }

    /** Whether any worker's hold on the cell is left; numbers have none. */
    boolean held(int cell) {
        return places[cell] < 0 || (int) HOLD.getOpaque(holds, cell) > 0;
    }

    /** Hands a number over to all readers. */
    void put(int cell, int place, long bits) {
        if (plan.isRemote(cell)) {
            numbers.putShared(place, bits);
            waitingRoom.wake(cell);
        } else {
            numbers.putOwn(place, bits);
        }
    }

    /** Hands a dataset and its hold over to all readers. Only cells that other workers read cost more than a store. */
    void put(int cell, Object value) {
        int place = places[cell];
        if (place < 0) {
            put(cell, ~place, NumberSlots.bits(value));
            return;
        }
        if (objects[place] != null) {
            throw new PlanMistake("slot " + plan.slotOf(cell) + " is written twice");
        }
        OBJECT.setRelease(objects, place, value);
        if (plan.isRemote(cell)) {
            if (border != null) {
                border.offer(cell, value);
                // Beside what it costs to offer a dataset this is little, and who waits for it need not look for long.
                VarHandle.fullFence();
            }
            waitingRoom.wake(cell);
        }
    }

    /**
     * Ends one worker's hold; the last one's frees the memory.
     *
     * @return false if there was nothing to purge, which is a mistake of the plan
     */
    boolean purge(int cell) {
        if (places[cell] < 0) {
            return false; // numbers have no holds
        }
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
        if (left < 1) {
            return false;
        }
        Evictor who = evictor;
        Object value = who == null ? get(cell) : OBJECT.getAndSet(objects, places[cell], null);
        if (value == null && border != null && get(cell) != null) {
            // Nobody here has read it.
            value = OBJECT.getAndSet(objects, places[cell], null);
        }
        if (value == null) {
            return false;
        }
        if (who == null) {
            OBJECT.setOpaque(objects, places[cell], null);
        } else {
            who.forget(cell, value instanceof Evicted);
        }
        Holds.close(value);
        return true;
    }

    /** Takes a dataset out of a cell that no other worker reads; the holds on the cell stay. */
    void takeOut(int cell) {
        OBJECT.setOpaque(objects, places[cell], null);
    }

    /** Whether any object is left. */
    boolean hasObjects() {
        for (Object object : objects) {
            if (object != null) {
                return true;
            }
        }
        return false;
    }

    /** Closes whatever is left, when no worker runs any more. */
    void close() {
        if (!hasObjects()) {
            return;
        }
        for (int cell = 0; cell < places.length; cell++) {
            int place = places[cell];
            Object value = place < 0 ? null : objects[place];
            if (value != null) {
                objects[place] = null;
                if (holds[cell] > 0) {
                    Holds.close(value);
                }
            }
        }
    }
}
