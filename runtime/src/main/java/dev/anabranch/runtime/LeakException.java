package dev.anabranch.runtime;

/** A run whose tasks all finished, but whose off-heap memory did not all come back. */
public final class LeakException extends RunFailure {
    private static final long serialVersionUID = 1L;

    private final long bytes;

    /**
     * A leak.
     *
     * @param kind the user's if a task kept memory, ours if the plan never purges a dataset
     * @param bytes how much
     * @param found which memory it is
     */
    public LeakException(FailureKind kind, long bytes, String found) {
        super(kind, bytes + " bytes of off-heap memory leaked: " + found, null);
        this.bytes = bytes;
    }

    /** How much memory did not come back. */
    public long bytes() {
        return bytes;
    }
}
