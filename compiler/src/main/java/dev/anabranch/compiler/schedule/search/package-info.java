/** From many list schedules to the best, and from there by local search to a better one, within a budget. */
@NullMarked
package dev.anabranch.compiler.schedule.search;

import org.jspecify.annotations.NullMarked;
