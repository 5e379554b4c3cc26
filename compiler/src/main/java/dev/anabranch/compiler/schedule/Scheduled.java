package dev.anabranch.compiler.schedule;

import dev.anabranch.model.schedule.Schedule;

/**
 * What a scheduler decided.
 *
 * @param schedule where, in which order and when
 * @param transfers when datasets leave for other hosts
 * @param by who found it, as decisions name it
 * @param reason why it and not another, in numbers; empty if there was no other
 * @param reproducible whether equal graphs and clusters always give this schedule
 */
public record Scheduled(Schedule schedule, HostTransfers transfers, String by, String reason, boolean reproducible) {
    /** The same, found within a time that a clock measured. */
    Scheduled byClock() {
        return new Scheduled(schedule, transfers, by, reason, false);
    }
}
