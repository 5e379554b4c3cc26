/** Runs plans in virtual time, with other times than those predicted. */
@NullMarked
package dev.anabranch.compiler.simulate;

import org.jspecify.annotations.NullMarked;
