/** Expressions of elementwise tasks that run as one loop. */
@NullMarked
package dev.anabranch.model.kernel;

import org.jspecify.annotations.NullMarked;
