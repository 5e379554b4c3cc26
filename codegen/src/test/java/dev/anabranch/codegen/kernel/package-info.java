/** Tests of the loops of fused expressions. */
@NullMarked
package dev.anabranch.codegen.kernel;

import org.jspecify.annotations.NullMarked;
