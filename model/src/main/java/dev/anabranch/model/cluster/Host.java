package dev.anabranch.model.cluster;

import java.util.List;

/**
 * A machine.
 *
 * @param name unique in its cluster
 * @param speeds one for each worker; 1 is the speed at which costs are stated
 * @param memory bytes that all its workers share; 0 means not limited
 * @param labels what equations may ask for with {@code @on}
 * @param disk how long a dataset takes to disk, and as long back
 */
public record Host(String name, List<Double> speeds, long memory, List<String> labels, Link disk) {
    /** A disk of 100 us and 500 MB/s, where nothing is said of it. */
    public static final Link ORDINARY_DISK = new Link(100e-6, 500e6);

    /** With an ordinary disk. */
    public Host(String name, List<Double> speeds, long memory, List<String> labels) {
        this(name, speeds, memory, labels, ORDINARY_DISK);
    }

    public Host {
        speeds = List.copyOf(speeds);
        labels = List.copyOf(labels);
        if (speeds.isEmpty() || speeds.stream().anyMatch(s -> !(s > 0))) {
            throw new IllegalArgumentException("host " + name + " needs workers of positive speed: " + speeds);
        }
    }

    /** The same with other workers. */
    public Host withSpeeds(List<Double> others) {
        return new Host(name, others, memory, labels, disk);
    }

    /** The same with so many bytes of memory. */
    public Host withMemory(long bytes) {
        return new Host(name, speeds, bytes, labels, disk);
    }

    /** All of it; written out, since the first call of a method that the JVM makes for a record takes milliseconds of a start. */
    @Override
    public String toString() {
        return "Host[name=" + name + ", speeds=" + speeds + ", memory=" + memory + ", labels=" + labels + ", disk="
                + disk + "]";
    }

    /** The same with another disk. */
    public Host withDisk(Link other) {
        return new Host(name, speeds, memory, labels, other);
    }
}
