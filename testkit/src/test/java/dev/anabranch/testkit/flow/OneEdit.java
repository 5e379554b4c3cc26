package dev.anabranch.testkit.flow;

import java.util.Locale;

/** Texts that differ in one letter: one more, one less, another one, or two that changed places. */
final class OneEdit {
    private static final String LETTERS = "aeknrtx_";
    private static final int SHORTEST_BEGINNING = 3;

    private OneEdit() {}

    /** A text with one edit, as the choices are. */
    static String of(String text, Choices choices) {
        int at = choices.below(text.length());
        String before = text.substring(0, at);
        char letter = LETTERS.charAt(choices.below(LETTERS.length()));
        return switch (choices.below(4)) {
            case 0 -> before + letter + text.substring(at);
            case 1 -> before + letter + text.substring(at + 1);
            case 2 -> before + text.substring(at + 1);
            default ->
                at + 1 < text.length()
                        ? before + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2)
                        : text + letter;
        };
    }

    /** Whether one may be taken for the other: they differ in one letter, in capitals, or in how they end. */
    static boolean near(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int same = 0;
        while (same < shorter && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        int behind = 0;
        while (behind < shorter - same && a.charAt(a.length() - 1 - behind) == b.charAt(b.length() - 1 - behind)) {
            behind++;
        }
        String ownA = a.substring(same, a.length() - behind);
        String ownB = b.substring(same, b.length() - behind);
        boolean edit = ownA.length() <= 1 && ownB.length() <= 1;
        boolean exchange = ownA.length() == 2
                && ownB.length() == 2
                && ownA.charAt(0) == ownB.charAt(1)
                && ownA.charAt(1) == ownB.charAt(0);
        boolean beginning = shorter >= SHORTEST_BEGINNING && same == shorter;
        return edit || exchange || beginning || a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }
}
