package dev.anabranch.runtime.shared;

/** Who limits the memory of a run, as an arena sees it: memory that nobody uses counts as long as it was not given back. */
public interface FreeSlabs {
    /** Whether slabs that nobody uses may keep their memory; otherwise it goes back to the file system at once. */
    boolean mayStay();

    /**
     * So many bytes more have memory and no user.
     *
     * @param bytes less than 0 where a slab is used again or its memory was given back
     */
    void counts(long bytes);
}
