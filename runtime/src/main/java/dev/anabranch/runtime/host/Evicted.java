package dev.anabranch.runtime.host;

/**
 * In the place of a dataset that was evicted: it waits on disk, or is being written to it.
 *
 * @param cell whose dataset it is
 * @param bytes of its memory
 */
record Evicted(int cell, long bytes) {}
