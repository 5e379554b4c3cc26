package dev.anabranch.runtime.trace;

/**
 * A dataset that came from another host. Times in seconds from the start of the run.
 *
 * @param slot whose
 * @param from the name of the host that sent it, which need not be the one that made it
 * @param to the name of the host that it came to
 * @param bytes of its buffers
 * @param start when it was announced where it came to
 * @param finish when all of it was there
 */
public record DatasetTransfer(int slot, String from, String to, long bytes, double start, double finish) {}
