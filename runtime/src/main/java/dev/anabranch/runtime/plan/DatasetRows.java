package dev.anabranch.runtime.plan;

/** The table of datasets. */
public final class DatasetRows {
    private final int[] slot;
    private final int[] producer;
    private final int[] aliasOf;
    private final TextColumn name;

    DatasetRows(PlanTable table) throws PlanFormatException {
        this.slot = table.ints("slot");
        this.producer = table.ints("producer");
        this.aliasOf = table.ints("alias_of");
        this.name = table.texts("name");
    }

    /** How many datasets there are. */
    public int rows() {
        return slot.length;
    }

    /** A dataset's slot. */
    public int slot(int row) {
        return slot[row];
    }

    /** The number of the task that makes it. */
    public int producer(int row) {
        return producer[row];
    }

    /** The slot of the dataset that it is another name of, or -1. */
    public int aliasOf(int row) {
        return aliasOf[row];
    }

    /** A dataset's name. */
    public String nameInRow(int row) {
        return name.get(row);
    }

    /** The name of the dataset in a slot, for messages. */
    public String name(int slotNumber) {
        for (int row = 0; row < slot.length; row++) {
            if (slot[row] == slotNumber) {
                return name.get(row);
            }
        }
        return "slot " + slotNumber;
    }
}
