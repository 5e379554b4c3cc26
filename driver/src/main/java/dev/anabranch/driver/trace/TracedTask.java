package dev.anabranch.driver.trace;

/**
 * A task that finished.
 *
 * @param name of the instance, {@code x[t: 3]}
 * @param family its number among the trace's families
 * @param worker its number among the trace's workers
 * @param start seconds from the start of the run, when its inputs were there
 * @param finish seconds from the start of the run
 * @param attempts how often it was called
 * @param reads how many datasets it read
 * @param bytesRead their sizes together
 */
public record TracedTask(
        String name, int family, int worker, double start, double finish, int attempts, int reads, long bytesRead) {
    /** Seconds. */
    public double work() {
        return finish - start;
    }
}
