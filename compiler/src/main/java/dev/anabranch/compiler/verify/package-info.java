/** The proofs after each pass and of the finished plan; shares no code with what it checks. */
@NullMarked
package dev.anabranch.compiler.verify;

import org.jspecify.annotations.NullMarked;
