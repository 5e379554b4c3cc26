package dev.anabranch.driver.trace;

/**
 * What one worker did.
 *
 * @param name host and number, {@code local/0}
 * @param host the host's name
 * @param tasks how many finished
 * @param busy seconds that it computed
 * @param waiting seconds that it waited for datasets of other workers
 * @param peak the most bytes that its tasks had allocated at once
 */
public record TracedWorker(String name, String host, int tasks, double busy, double waiting, long peak) {}
