package dev.anabranch.runtime.plan;

/** The table of families. */
public final class FamilyRows {
    private final TextColumn name;
    private final TextColumn file;
    private final int[] line;
    private final boolean[] keep;

    FamilyRows(PlanTable table) throws PlanFormatException {
        this.name = table.texts("name");
        this.file = table.texts("file");
        this.line = table.ints("line");
        this.keep = table.truths("keep");
    }

    /** How many families there are. */
    public int rows() {
        return line.length;
    }

    /** A family's name as its author knows it. */
    public String name(int row) {
        return name.get(row);
    }

    /** Where its equation is written, {@code file:line}. */
    public String place(int row) {
        return file.get(row) + ":" + line[row];
    }

    /** Whether its datasets stay in memory until the run ends. */
    public boolean keep(int row) {
        return keep[row];
    }
}
