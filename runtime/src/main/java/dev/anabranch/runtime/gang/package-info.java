/** Gangs: workers that run a task at the same time, and what they do together. */
@NullMarked
package dev.anabranch.runtime.gang;

import org.jspecify.annotations.NullMarked;
