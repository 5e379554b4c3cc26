package dev.anabranch.driver.hosts;

import java.util.Arrays;

/**
 * By how much hosts' clocks are ahead of the coordinator's. Each is asked several times; the quickest answer is the least
 * uncertain (Cristian, "Probabilistic clock synchronization", 1989).
 */
final class HostClocks {
    /** How often a host is asked for its clock. */
    static final int QUESTIONS = 8;

    private final long[] quickest;
    private final long[] ahead;

    HostClocks(int hosts) {
        this.quickest = new long[hosts];
        this.ahead = new long[hosts];
        Arrays.fill(quickest, Long.MAX_VALUE);
    }

    /**
     * A host has answered.
     *
     * @param asked when it was asked, by the coordinator's clock, in nanoseconds
     * @param clock what it answered
     * @param heard when that came
     */
    void answered(int host, long asked, long clock, long heard) {
        if (heard - asked < quickest[host]) {
            quickest[host] = heard - asked;
            ahead[host] = clock - (asked + heard) / 2;
        }
    }

    /** By how many nanoseconds a host's clock is ahead. */
    long ahead(int host) {
        return ahead[host];
    }
}
