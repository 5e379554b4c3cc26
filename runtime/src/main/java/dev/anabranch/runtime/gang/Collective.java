package dev.anabranch.runtime.gang;

/** What ranks call together. */
enum Collective {
    MEETING("gang()"),
    BARRIER("barrier()"),
    BROADCAST("broadcast"),
    ALL_REDUCE("allReduce"),
    ALL_GATHER("allGather"),
    REDUCE_SCATTER("reduceScatter");

    private final String label;

    Collective(String label) {
        this.label = label;
    }

    /** As its callers know it. */
    @Override
    public String toString() {
        return label;
    }
}
