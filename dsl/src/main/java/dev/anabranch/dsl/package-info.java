/** The {@code .flow} language: grammar, syntax tree, parser and formatter. */
@NullMarked
package dev.anabranch.dsl;

import org.jspecify.annotations.NullMarked;
