package dev.anabranch.runtime;

/** Takes the datasets that a flow keeps until its run ends: those of equations marked {@code @keep}. */
@FunctionalInterface
public interface KeptDatasets {
    /**
     * Called once for each, by slot, after all workers have ended and if none has failed.
     *
     * @param name the dataset as its author knows it, {@code state[member: 3]}
     * @param dataset borrowed until the call returns; who wants it for longer calls {@code share()}
     */
    void kept(String name, Object dataset);
}
