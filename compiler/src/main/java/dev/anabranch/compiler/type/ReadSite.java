package dev.anabranch.compiler.type;

import dev.anabranch.model.diagnostic.Span;

/**
 * Where an equation reads a dataset or a list of datasets.
 *
 * @param span where it is written
 * @param optional whether it may find none
 */
public record ReadSite(Span span, boolean optional) {}
