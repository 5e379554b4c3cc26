/** How kernels walk over tensors: block by block through small heap arrays, where the JIT vectorises. */
@NullMarked
package dev.anabranch.stdlib.block;

import org.jspecify.annotations.NullMarked;
