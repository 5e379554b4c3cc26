package dev.anabranch.api;

/**
 * Takes the outputs of a generator one by one, in order, while it runs. Readers of an output may start as soon as it
 * is emitted.
 *
 * @param <T> the type of one output
 */
public interface Emitter<T> {
    /** How many outputs the flow expects. */
    int count();

    /**
     * Hands over the next output and its hold.
     *
     * @throws IllegalStateException if {@link #count()} outputs were emitted already
     */
    void emit(T output);
}
