package dev.anabranch.driver.trace;

/**
 * A dataset that came from one host to another.
 *
 * @param name of the dataset, {@code x[t: 3]}
 * @param from the host that sent it
 * @param to the host that it came to
 * @param bytes of its buffers
 * @param start seconds from the start of the run, when the receiver heard of it
 * @param finish seconds from the start of the run, when all of it was there
 */
public record TracedTransfer(String name, String from, String to, long bytes, double start, double finish) {}
