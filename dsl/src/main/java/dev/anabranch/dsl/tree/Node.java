package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;

/** Anything in a syntax tree that a diagnostic can point at. */
public interface Node {
    /** Where it stands in the author's file, without surrounding blanks and comments. */
    Span span();
}
