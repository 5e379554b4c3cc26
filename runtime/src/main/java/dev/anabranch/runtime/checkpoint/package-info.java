/** Datasets that are kept on disk so that a run that crashed can go on. */
@NullMarked
package dev.anabranch.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
