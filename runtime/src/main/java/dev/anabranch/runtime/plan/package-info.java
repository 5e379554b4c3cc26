/** A plan's folder as a run needs it: each worker's steps and each slot's holds, in primitive arrays. */
@NullMarked
package dev.anabranch.runtime.plan;

import org.jspecify.annotations.NullMarked;
