/** The signatures of tasks as they were read from class files. */
@NullMarked
package dev.anabranch.model.task;

import org.jspecify.annotations.NullMarked;
