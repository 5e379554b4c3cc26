/** Tasks on tensors of any shape: conversions of their elements, and what their elements come to. */
@NullMarked
package dev.anabranch.stdlib.tensor;

import org.jspecify.annotations.NullMarked;
