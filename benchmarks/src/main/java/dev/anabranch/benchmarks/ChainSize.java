package dev.anabranch.benchmarks;

/**
 * The shape of a graph of chains: {@code width} chains of {@code links} tasks each, of which the first starts the
 * chain, and one more task that sums up their last values.
 *
 * @param width how many chains
 * @param links how many tasks make a chain, at least 1
 */
public record ChainSize(int width, int links) {
    /** How many tasks the graph has. */
    public int tasks() {
        return width * links + 1;
    }
}
