/**
 * What a flow means, worked out naively from its syntax tree: every point of every equation, one after the other, with
 * maps from names and coordinates. It shares no code with the compiler, so that the two can be compared.
 */
@NullMarked
package dev.anabranch.testkit.reference;

import org.jspecify.annotations.NullMarked;
