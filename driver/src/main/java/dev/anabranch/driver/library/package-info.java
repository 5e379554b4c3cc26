/** The task libraries of a class path, for people who look for a task. */
@NullMarked
package dev.anabranch.driver.library;

import org.jspecify.annotations.NullMarked;
