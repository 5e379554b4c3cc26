package dev.anabranch.model.cluster;

/**
 * How long data takes from one worker to another.
 *
 * @param latency seconds per transfer
 * @param bandwidth bytes per second
 */
public record Link(double latency, double bandwidth) {
    public Link {
        if (!(latency >= 0) || !(bandwidth > 0)) {
            throw new IllegalArgumentException("latency " + latency + " s, bandwidth " + bandwidth + " B/s");
        }
    }

    /** Seconds for a transfer of that many bytes. */
    public double seconds(long bytes) {
        return latency + bytes / bandwidth;
    }

    /** All of it; written out, since the first call of a method that the JVM makes for a record takes milliseconds of a start. */
    @Override
    public String toString() {
        return "Link[latency=" + latency + ", bandwidth=" + bandwidth + "]";
    }
}
