package dev.anabranch.compiler.resolve;

import dev.anabranch.model.diagnostic.Diagnostic;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses which name was meant by one that does not exist. */
public final class Spelling {
    private static final int LONGEST = 40;
    private static final int SHORTEST_BEGINNING = 3;
    private static final int MOST_LISTED = 12;

    private Spelling() {}

    /**
     * The nearest of some names, the first of several, if at most a third of the letters differ, or if nothing differs
     * but capitals, or if one begins with the other. Distance is optimal
     * string alignment: insertions, deletions, changes and swaps of neighbours count one each (Damerau, "A technique
     * for computer detection and correction of spelling errors", 1964).
     */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            if (candidate.equalsIgnoreCase(name) && !candidate.equals(name)) {
                return Optional.of(candidate);
            }
            if (begins(name, candidate) && least > 1) {
                best = candidate;
                least = 1;
                continue;
            }
            int allowed = Math.max(1, Math.max(name.length(), candidate.length()) / 3);
            if (candidate.length() > LONGEST || Math.abs(candidate.length() - name.length()) > allowed) {
                continue;
            }
            int distance = distance(name, candidate);
            if (distance <= allowed && distance < least && distance < name.length()) {
                best = candidate;
                least = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** What is meant by a word that other languages have for a value. */
    public static Optional<String> elsewhere(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of("did you mean `true`?");
            case "false", "no", "off" -> Optional.of("did you mean `false`?");
            case "null", "nil", "none", "undefined" ->
                Optional.of("there is no empty value: leave the argument out, or give it a default");
            default -> Optional.empty();
        };
    }

    private static boolean begins(String name, String candidate) {
        return Math.min(name.length(), candidate.length()) >= SHORTEST_BEGINNING
                && !name.equals(candidate)
                && (name.startsWith(candidate) || candidate.startsWith(name));
    }

    /** The diagnostic with "did you mean", if one of the candidates is near enough. */
    public static Diagnostic suggest(Diagnostic diagnostic, String name, Collection<String> candidates) {
        return closest(name, candidates)
                .map(meant -> diagnostic.withHelp("did you mean `" + meant + "`?"))
                .orElse(diagnostic);
    }

    /** The diagnostic with "did you mean", or if none of the candidates is near with the first few of them. */
    public static Diagnostic suggestOrList(
            Diagnostic diagnostic, String name, Collection<String> candidates, String kind) {
        if (closest(name, candidates).isPresent() || candidates.isEmpty()) {
            return suggest(diagnostic, name, candidates);
        }
        String listed = candidates.stream().limit(MOST_LISTED).collect(Collectors.joining("`, `", " `", "`"));
        int more = candidates.size() - MOST_LISTED;
        return diagnostic.withHelp(kind + listed + (more > 0 ? " and " + more + " more" : ""));
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] spare = before;
            before = last;
            last = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, before[j - 2] + 1);
                }
                row[j] = least;
            }
        }
        return row[b.length()];
    }
}
