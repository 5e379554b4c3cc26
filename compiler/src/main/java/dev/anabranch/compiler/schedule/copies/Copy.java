package dev.anabranch.compiler.schedule.copies;

/**
 * A further run of a task.
 *
 * @param task which
 * @param worker where
 * @param before the place in the workers' orders before which it goes
 */
record Copy(int task, int worker, int before) {}
