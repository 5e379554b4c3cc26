package dev.anabranch.runtime.plan;

import java.util.Arrays;

/** The table of datasets. */
public final class DatasetRows {
    private final IntColumn slot;
    private final IntColumn producer;
    private final IntColumn aliasOf;
    private final NameColumn name;

    DatasetRows(PlanTable table) throws PlanFormatException {
        this.slot = table.numbers("slot");
        this.producer = table.numbers("producer");
        this.aliasOf = table.numbers("alias_of");
        this.name = table.names("name");
    }

    /** How many datasets there are. */
    public int rows() {
        return slot.rows();
    }

    /** A dataset's slot. */
    public int slot(int row) {
        return slot.get(row);
    }

    /** The number of the task that makes it. */
    public int producer(int row) {
        return producer.get(row);
    }

    /** The slot of the dataset that it is another name of, or -1. */
    public int aliasOf(int row) {
        return aliasOf.get(row);
    }

    /** For each slot the slot that its dataset is another name of, or -1; computed anew at each call. */
    int[] aliasOfSlots(SlotPlan slots) {
        int[] named = new int[slots.cells()];
        Arrays.fill(named, -1);
        for (int row = 0; row < rows(); row++) {
            named[slot(row)] = aliasOf(row);
        }
        return named;
    }

    /** Whether any dataset is another name of one. */
    boolean hasAliases() {
        return !aliasOf.isAll(-1);
    }

    /** A dataset's name. */
    public String nameInRow(int row) {
        return name.get(row);
    }

    /** The name of the dataset in a slot, for messages. */
    public String name(int slotNumber) {
        for (int row = 0; row < slot.rows(); row++) {
            if (slot.get(row) == slotNumber) {
                return name.get(row);
            }
        }
        return "slot " + slotNumber;
    }
}
