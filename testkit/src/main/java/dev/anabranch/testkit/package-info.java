/** Arbitraries, assertions and a virtual cluster for testing flows and passes. */
@NullMarked
package dev.anabranch.testkit;

import org.jspecify.annotations.NullMarked;
