/** Instances: from typed equations to the task graph in columns of primitives. */
@NullMarked
package dev.anabranch.compiler.lower;

import org.jspecify.annotations.NullMarked;
