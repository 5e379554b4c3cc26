package dev.anabranch.driver.calibrate;

/**
 * How long so many bytes took.
 *
 * @param bytes how many
 * @param seconds the time; positive
 */
public record TransferSample(long bytes, double seconds) {
    public TransferSample {
        if (bytes < 0 || !(seconds > 0)) {
            throw new IllegalArgumentException(bytes + " bytes in " + seconds + " s");
        }
    }
}
