/** From the text of a flow file to its syntax tree and back: decoding, parsing, syntax errors in plain words, formatting. */
@NullMarked
package dev.anabranch.dsl;

import org.jspecify.annotations.NullMarked;
