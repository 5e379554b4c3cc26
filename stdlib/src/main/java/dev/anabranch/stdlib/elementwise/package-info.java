/** The operators of flows on numbers and tensors, element by element. */
@NullMarked
package dev.anabranch.stdlib.elementwise;

import org.jspecify.annotations.NullMarked;
