/** Where and when the units of a graph run. */
@NullMarked
package dev.anabranch.model.schedule;

import org.jspecify.annotations.NullMarked;
