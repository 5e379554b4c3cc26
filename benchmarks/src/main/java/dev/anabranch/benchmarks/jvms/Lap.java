package dev.anabranch.benchmarks.jvms;

/**
 * One run as one of several Java virtual machines saw it.
 *
 * @param ended when it was at its end, on {@link System#nanoTime()}, which all processes of a machine have in common
 * @param values what it found, as its kind of {@link Part} says
 */
@SuppressWarnings("ArrayRecordComponent")
public record Lap(long ended, long[] values) {}
