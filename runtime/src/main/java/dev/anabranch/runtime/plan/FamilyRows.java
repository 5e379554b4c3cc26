package dev.anabranch.runtime.plan;

/** The tables of families and of what they do. */
public final class FamilyRows {
    private final TextColumn name;
    private final TextColumn file;
    private final int[] line;
    private final boolean[] keep;
    private final TextColumn code;
    private final TextColumn meaning;
    private final boolean meant;

    FamilyRows(PlanTable table, PlanTable meanings) throws PlanFormatException {
        this.name = table.texts("name");
        this.file = table.texts("file");
        this.line = table.ints("line");
        this.keep = table.truths("keep");
        this.code = meanings.texts("code");
        this.meaning = meanings.texts("meaning");
        if (meanings.rows() != 0 && meanings.rows() != line.length) {
            throw new PlanFormatException(
                    "meanings.arrow has " + meanings.rows() + " rows for " + line.length + " families");
        }
        this.meant = meanings.rows() != 0;
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

    /** The hash of the task that it calls, or an empty string where the plan has none. */
    public String code(int row) {
        return meant ? code.get(row) : "";
    }

    /** The hash of what it does, or an empty string where the plan has none. */
    public String meaning(int row) {
        return meant ? meaning.get(row) : "";
    }

    /** Whether its datasets stay in memory until the run ends. */
    public boolean keep(int row) {
        return keep[row];
    }
}
