package dev.anabranch.api;

/** What a tensor holds; the names are those of the flow language. */
public enum ElementType {
    F64("f64", 64),
    F32("f32", 32),
    I64("i64", 64),
    I32("i32", 32),
    BOOL("bool", 1);

    private final String label;
    private final int bits;

    ElementType(String label, int bits) {
        this.label = label;
        this.bits = bits;
    }

    /** The name in a flow. */
    public String label() {
        return label;
    }

    /** Bytes that {@code count} elements take, in Arrow's layout; truth values are bits, lowest first. */
    public long bytes(long count) {
        return bits == 1 ? (count + 7) / 8 : count * (bits / 8);
    }
}
