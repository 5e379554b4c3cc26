package dev.anabranch.runtime.host;

import dev.anabranch.runtime.plan.ExecutionPlan;
import org.jspecify.annotations.Nullable;

/**
 * The datasets of a run in one process, and where its workers sleep, open to who measures and stresses them: calls of the run
 * time's own classes and no more.
 */
public final class OpenStore {
    private final ThreadsWaitingRoom waitingRoom;
    private final SlotStore store;
    private final int[] places;

    public OpenStore(ExecutionPlan plan) {
        this.waitingRoom = new ThreadsWaitingRoom(plan.workers());
        this.store = new SlotStore(plan, waitingRoom);
        this.places = plan.places().byCell();
    }

    /** Hands a dataset and its holds over to all readers. */
    public void put(int cell, Object value) {
        store.put(cell, value);
    }

    /** Hands a number over to all readers. */
    public void putNumber(int cell, long bits) {
        store.put(cell, ~places[cell], bits);
    }

    /** The bits of a number that is there. */
    public long number(int cell) {
        return store.numbers().get(~places[cell]);
    }

    /** The dataset in a cell, or null if it is not there. */
    public @Nullable Object get(int cell) {
        return store.get(cell);
    }

    public boolean ready(int cell) {
        return store.ready(cell);
    }

    /**
     * Ends one worker's hold; the last one's frees the memory.
     *
     * @return false if there was nothing to purge
     */
    public boolean purge(int cell) {
        return store.purge(cell);
    }

    /** Takes an object out of its cell, whose holds stay. */
    public void takeOut(int cell) {
        store.takeOut(cell);
    }

    /** Takes a number away that nobody reads or writes meanwhile, so that its cell can be filled again. */
    public void takeOutNumber(int cell) {
        store.numbers().words()[~places[cell]] = 0;
    }

    /** Says which thread is a worker's, before that sleeps. */
    public void enter(int worker, Thread thread) {
        waitingRoom.enter(worker, thread);
    }

    /**
     * Sleeps until a cell is filled.
     *
     * @param wait the how manieth wait of the worker this is
     * @return whether it was filled; otherwise the room was closed, or nobody is left to fill it
     */
    public boolean sleep(int worker, int wait, int cell) {
        return waitingRoom.sleep(worker, wait, cell, store);
    }

    /** A worker has left for good. */
    public void leave(int worker) {
        waitingRoom.leave(worker);
    }

    /** Whether nothing runs, and who sleeps waits for cells that are empty. */
    public boolean standstill() {
        return waitingRoom.standstill(store);
    }

    /** Ends all waits, now and later. */
    public void stop() {
        waitingRoom.stop();
    }

    /** How many waits ended because the sleeper looked again and not because it was woken. */
    public int overslept() {
        return waitingRoom.overslept();
    }
}
