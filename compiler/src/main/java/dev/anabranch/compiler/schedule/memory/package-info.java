/** Orders in which what is alive at once fits the memory of the hosts. */
@NullMarked
package dev.anabranch.compiler.schedule.memory;

import org.jspecify.annotations.NullMarked;
