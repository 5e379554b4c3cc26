package dev.anabranch.api;

import org.jspecify.annotations.Nullable;

/**
 * What generated programs call: the side of a worker that knows the plan. A dataset is named by its slot, the number
 * that the plan gave it. Integers and floats pass as such, everything else as an object. Used by the worker's own thread
 * only.
 *
 * <p>The planned tasks of a worker are taken in order: {@link #start()}, then reads, the call and writes, then
 * {@link #finish()}, which also hands over, publishes and purges what the plan says for this point.
 */
public interface WorkerContext {
    /** What the tasks of this worker may ask for. */
    TaskContext task();

    /** Begins the next planned task. */
    void start();

    /** Ends the task that was begun last, and does what the plan says for after it. */
    void finish();

    /**
     * Says that the current task's call threw. Returns if it is to be called again.
     *
     * @param failure what was thrown
     * @param attempt which call it was, from 1
     * @param retries how often the flow lets it be called again
     * @throws Exception the failure itself, if it is not to be called again
     */
    void retry(Exception failure, int attempt, int retries) throws Exception;

    /**
     * The dataset in a slot, borrowed until the current task finishes. Waits while its producer, on another worker,
     * has not handed it over.
     *
     * @throws RuntimeException if the run was stopped meanwhile; the runtime knows its own
     */
    Object read(int slot);

    /**
     * Hands over a dataset, with its hold, to its readers on any worker.
     *
     * @param slot where the plan says
     * @param value what the task returned; null is the task's mistake and is reported as such
     */
    void write(int slot, @Nullable Object value);

    /** The dataset in the slot of an integer, as {@link #read} answers it. */
    default long readLong(int slot) {
        return (Long) read(slot);
    }

    /** The dataset in the slot of a float, as {@link #read} answers it. */
    default double readDouble(int slot) {
        return (Double) read(slot);
    }

    /** Hands over an integer, as {@link #write} does. */
    default void writeLong(int slot, long value) {
        write(slot, value);
    }

    /** Hands over a float, as {@link #write} does. */
    default void writeDouble(int slot, double value) {
        write(slot, value);
    }

    /**
     * Says, before the first task, how many numbers the worker makes that no other worker reads. They are counted from 0, in
     * the order in which the worker's tasks make them.
     *
     * @throws RuntimeException if the plan says otherwise
     */
    void owns(int count);

    /** The integer of that count among the worker's own, which it has made before. */
    long readOwnLong(int own);

    /** The float of that count among the worker's own, which it has made before. */
    double readOwnDouble(int own);

    /** Keeps an integer for this worker alone, by its count among the worker's own numbers. */
    void writeOwnLong(int own, long value);

    /** Keeps a float for this worker alone, by its count among the worker's own numbers. */
    void writeOwnDouble(int own, double value);

    /**
     * Where a generator hands over {@code count} outputs, to the slots {@code first}, {@code first + stride}, ...
     */
    <T> Emitter<T> emitter(int first, int stride, int count);

    /**
     * Where a generator hands over {@code count} outputs, to slots at unequal distances: {@code first} plus the first
     * value of a table, {@code first} plus the second, ...
     */
    <T> Emitter<T> listedEmitter(int first, int table, int count);

    /**
     * Checks that a generator has emitted all that was expected.
     *
     * @throws RuntimeException naming how many are missing
     */
    void complete(Emitter<?> emitter);

    /** Whether the flow defines the dataset in a slot; readers of "all there are" skip those that it does not. */
    boolean defined(int slot);

    /** Moves on to the next unit of the plan's table and returns its number, for the irregular parts of a program. */
    int nextUnit();

    /** A coordinate, from 0, of the unit that {@link #nextUnit()} returned last. */
    int coordinate(int index);

    /** The string at a position of a listed axis, for example a file of {@code files(...)}. */
    String text(int axis, int position);

    /** The integer at a position of a listed axis. */
    long value(int axis, int position);

    /** The position of an integer on a listed axis; the plan made sure that it is there. */
    int position(int axis, long value);
}
