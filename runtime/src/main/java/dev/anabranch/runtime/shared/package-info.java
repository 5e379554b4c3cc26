/** Memory that the processes of a run share: arenas of slabs, words, doorbells, and values written down for another process. */
@NullMarked
package dev.anabranch.runtime.shared;

import org.jspecify.annotations.NullMarked;
