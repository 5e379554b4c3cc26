/** A scheduling problem and its answers as columns of primitives, shared by schedulers, searches and simulators. */
@NullMarked
package dev.anabranch.compiler.schedule.problem;

import org.jspecify.annotations.NullMarked;
