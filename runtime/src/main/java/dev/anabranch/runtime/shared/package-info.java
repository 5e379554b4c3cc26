/** Datasets in memory that several processes of a host map: arenas, holds across processes, and flags. */
@NullMarked
package dev.anabranch.runtime.shared;

import org.jspecify.annotations.NullMarked;
