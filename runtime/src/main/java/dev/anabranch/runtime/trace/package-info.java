/** What happened when, as the tables of a plan with actual times. */
@NullMarked
package dev.anabranch.runtime.trace;

import org.jspecify.annotations.NullMarked;
