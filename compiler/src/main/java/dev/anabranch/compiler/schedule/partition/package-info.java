/** Splits weighted graphs into parts of given sizes so that little crosses. */
@NullMarked
package dev.anabranch.compiler.schedule.partition;

import org.jspecify.annotations.NullMarked;
