/** List schedulers: one pass over the tasks, each placed for good where a rule says; one scheduler, one file. */
@NullMarked
package dev.anabranch.compiler.schedule.list;

import org.jspecify.annotations.NullMarked;
