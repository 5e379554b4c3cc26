/** The stages from a syntax tree to a verified plan. */
@NullMarked
package dev.anabranch.compiler;

import org.jspecify.annotations.NullMarked;
