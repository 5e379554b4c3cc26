/** Compiling in memory, and what is said when it cannot be done. */
@NullMarked
package dev.anabranch.codegen.compile;

import org.jspecify.annotations.NullMarked;
