package dev.anabranch.runtime.plan;

/** The table of publications. */
public final class Publications {
    private final TextColumn name;
    private final TextColumn index;
    private final TextColumn metadata;

    Publications(PlanTable table) throws PlanFormatException {
        this.name = table.texts("name");
        this.index = table.texts("index");
        this.metadata = table.texts("metadata");
    }

    /** The name in the catalogue. */
    public String name(int row) {
        return name.get(row);
    }

    /** The coordinates, a JSON object. */
    public String index(int row) {
        return index.get(row);
    }

    /** What it can be found by, a JSON object. */
    public String metadata(int row) {
        return metadata.get(row);
    }
}
