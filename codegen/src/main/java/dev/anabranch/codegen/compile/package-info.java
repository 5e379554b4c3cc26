/** From generated sources to classes that can run, in memory. */
@NullMarked
package dev.anabranch.codegen.compile;

import org.jspecify.annotations.NullMarked;
