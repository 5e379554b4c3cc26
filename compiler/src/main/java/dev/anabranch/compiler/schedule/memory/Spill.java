package dev.anabranch.compiler.schedule.memory;

/**
 * A dataset that is on disk for some time, on the worker that makes it and alone reads it.
 *
 * @param slot which dataset
 * @param worker where
 * @param writtenBefore the unit before which it is written to disk and leaves the memory, right after what ran before
 * @param readBefore the unit before which it is read back, just in time
 */
public record Spill(int slot, int worker, int writtenBefore, int readBefore) {}
