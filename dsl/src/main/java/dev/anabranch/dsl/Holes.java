package dev.anabranch.dsl;

/** Where the expressions in strings end. */
final class Holes {
    private Holes() {}

    /**
     * The position of the brace that closes an expression in a string, or -1 if there is none in its line. The expression
     * may hold strings, but these hold no expressions, and no text block.
     *
     * @param open the position of the brace that opens it
     * @param end where the string ends at the latest
     */
    static int close(String text, int open, int end) {
        boolean quoted = false;
        for (int at = open + 1; at < end; at++) {
            switch (text.charAt(at)) {
                case '}' -> {
                    if (!quoted) {
                        return at;
                    }
                }
                case '{', '\n', '\r' -> {
                    return -1;
                }
                case '"' -> {
                    if (text.startsWith(TextBlocks.QUOTES, at)) {
                        return -1;
                    }
                    quoted = !quoted;
                }
                case '\\' -> {
                    if (!quoted) {
                        return -1;
                    }
                    // A line break behind it is met by the next round.
                    if (at + 1 < end && text.charAt(at + 1) != '\n' && text.charAt(at + 1) != '\r') {
                        at++;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }
}
