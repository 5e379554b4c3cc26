package dev.anabranch.codegen.documentation;

/**
 * A part of a documentation comment that stands on its own.
 *
 * @param kind what it is
 * @param text Markdown on one line; of code, its lines as they are
 */
public record DocBlock(Kind kind, String text) {
    /** What a block is. */
    public enum Kind {
        PARAGRAPH,
        ITEM,
        CODE
    }
}
