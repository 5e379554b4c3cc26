/** The standard tasks. */
@NullMarked
package dev.anabranch.stdlib;

import org.jspecify.annotations.NullMarked;
