package dev.anabranch.model.cluster;

import java.util.List;

/**
 * A machine.
 *
 * @param name unique in its cluster
 * @param speeds one for each worker; 1 is the speed at which costs are stated
 * @param memory bytes that all its workers share; 0 means not limited
 * @param labels what equations may ask for with {@code @on}
 */
public record Host(String name, List<Double> speeds, long memory, List<String> labels) {
    public Host {
        speeds = List.copyOf(speeds);
        labels = List.copyOf(labels);
        if (speeds.isEmpty() || speeds.stream().anyMatch(s -> !(s > 0))) {
            throw new IllegalArgumentException("host " + name + " needs workers of positive speed: " + speeds);
        }
    }
}
