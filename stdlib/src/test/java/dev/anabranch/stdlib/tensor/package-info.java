/** Tests of the tasks on tensors of any shape. */
@NullMarked
package dev.anabranch.stdlib.tensor;

import org.jspecify.annotations.NullMarked;
