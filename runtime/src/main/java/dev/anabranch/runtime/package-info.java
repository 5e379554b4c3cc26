/** What a run is given and what it answers: options, report, progress and failures. */
@NullMarked
package dev.anabranch.runtime;

import org.jspecify.annotations.NullMarked;
