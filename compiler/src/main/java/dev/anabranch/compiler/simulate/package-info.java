/** Runs plans in virtual time: exactly as planned, or with other times than those predicted. */
@NullMarked
package dev.anabranch.compiler.simulate;

import org.jspecify.annotations.NullMarked;
