/** Doors into the run time's own package, for those who measure and stress single parts of it. */
@NullMarked
package dev.anabranch.runtime.host;

import org.jspecify.annotations.NullMarked;
