package dev.anabranch.benchmarks.jvms;

/**
 * One of several Java virtual machines.
 *
 * @param process which
 * @param processes of how many
 */
public record Seat(int process, int processes) {}
