/** Loops of fused expressions: as source for programs that are compiled ahead, as hidden classes where they run. */
@NullMarked
package dev.anabranch.codegen.kernel;

import org.jspecify.annotations.NullMarked;
