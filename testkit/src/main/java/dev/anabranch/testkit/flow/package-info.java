/** Arbitrary flows as texts, right ones and wrong ones, and the libraries of tasks that they call. */
@NullMarked
package dev.anabranch.testkit.flow;

import org.jspecify.annotations.NullMarked;
