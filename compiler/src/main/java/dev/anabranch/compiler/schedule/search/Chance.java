package dev.anabranch.compiler.schedule.search;

/** Numbers that look random and follow from a seed. After Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016. */
final class Chance {
    private long state;

    Chance(long seed) {
        // Zero would stay zero, and small seeds begin alike.
        state = ((seed ^ 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L) | 1;
        for (int i = 0; i < 8; i++) {
            next();
        }
    }

    private long next() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return state * 0x2545F4914F6CDD1DL;
    }

    /** From 0 up to a bound, exclusive. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** From 0 to 1, exclusive. */
    double share() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** Whether something of that likelihood happens. */
    boolean happens(double likelihood) {
        return share() < likelihood;
    }

    /** Normally distributed, by the sum of twelve shares. */
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += share();
        }
        return sum;
    }
}
