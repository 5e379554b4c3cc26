/** What authors of tasks and generated programs see: tasks, datasets, and the worker they run on. */
@NullMarked
package dev.anabranch.api;

import org.jspecify.annotations.NullMarked;
