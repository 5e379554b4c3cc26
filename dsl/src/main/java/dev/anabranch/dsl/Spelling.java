package dev.anabranch.dsl;

import java.util.Collection;
import java.util.Optional;

/** Guesses which word was meant by one that does not exist. */
final class Spelling {
    private Spelling() {}

    /**
     * The nearest of some words, if one is near enough: one begins with the other, or at most a third of the letters
     * differ (edit distance of Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals",
     * 1966, with neighbours swapped counted once).
     */
    static Optional<String> closest(String word, Collection<String> candidates) {
        if (word.length() > 30) {
            return Optional.empty();
        }
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            boolean prefix = word.length() >= 3 && (word.startsWith(candidate) || candidate.startsWith(word));
            int distance = prefix ? 1 : distance(word, candidate);
            int allowed = Math.max(1, Math.max(word.length(), candidate.length()) / 3);
            if (distance <= allowed && distance < least) {
                best = candidate;
                least = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
