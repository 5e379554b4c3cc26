package dev.anabranch.dsl;

/** Breaks statements where they may be broken so that each line holds as much as fits. */
final class LineFilling {
    private static final String INDENT = "    ";

    private LineFilling() {}

    /**
     * Breaks one statement into lines of at most {@link Formatter#WIDEST} columns if it can be.
     *
     * @param text with an {@link ExpressionText#BREAK} where it may be broken; line breaks in it are those of text blocks
     */
    static String fill(String text) {
        StringBuilder filled = new StringBuilder(text.length());
        int column = 0;
        int begin = 0;
        while (begin <= text.length()) {
            int end = text.indexOf(ExpressionText.BREAK, begin);
            String piece = text.substring(begin, end < 0 ? text.length() : end);
            begin += piece.length() + 1;
            int firstBreak = piece.indexOf('\n');
            int head = firstBreak < 0 ? piece.length() : firstBreak;
            if (column > 0 && column + 1 + head > Formatter.WIDEST) {
                filled.append('\n').append(INDENT);
                column = INDENT.length();
            } else if (column > 0) {
                filled.append(' ');
                column++;
            }
            filled.append(piece);
            column = firstBreak < 0 ? column + head : piece.length() - 1 - piece.lastIndexOf('\n');
        }
        return filled.toString();
    }
}
