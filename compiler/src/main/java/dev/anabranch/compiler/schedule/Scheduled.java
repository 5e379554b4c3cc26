package dev.anabranch.compiler.schedule;

import dev.anabranch.compiler.schedule.memory.Spill;
import dev.anabranch.model.graph.Decision;
import dev.anabranch.model.schedule.Schedule;
import java.util.List;

/**
 * What a scheduler decided.
 *
 * @param schedule where, in which order and when
 * @param transfers when datasets leave for other hosts
 * @param by who found it, as decisions name it
 * @param reason why it and not another, in numbers; empty if there was no other
 * @param copies which tasks run on several workers and why, in numbers; empty if all run once
 * @param saved seconds that the copies save
 * @param spills which datasets are on disk for some time
 * @param checkpoints the slots of the datasets that are kept against a crash
 * @param reproducible whether equal graphs and clusters always give this schedule
 */
public record Scheduled(
        Schedule schedule,
        HostTransfers transfers,
        String by,
        String reason,
        List<Decision> copies,
        double saved,
        List<Spill> spills,
        List<Integer> checkpoints,
        boolean reproducible) {
    public Scheduled {
        copies = List.copyOf(copies);
        spills = List.copyOf(spills);
        checkpoints = List.copyOf(checkpoints);
    }

    /** A schedule in which every unit runs once. */
    static Scheduled of(Schedule schedule, HostTransfers transfers, String by, String reason) {
        return new Scheduled(schedule, transfers, by, reason, List.of(), 0, List.of(), List.of(), true);
    }

    /** The same placement by others' decisions, with copies of some units. */
    Scheduled withCopies(Scheduled timed, List<Decision> decisions) {
        double gain = schedule.makespan() - timed.schedule.makespan();
        return new Scheduled(
                timed.schedule, timed.transfers, by, reason, decisions, gain, spills, checkpoints, reproducible);
    }

    /** The same order, with transfers at other times. */
    Scheduled withTransfers(Schedule timed, HostTransfers moved) {
        return new Scheduled(timed, moved, by, reason, copies, saved, spills, checkpoints, reproducible);
    }

    /** The same, found within a time that a clock measured. */
    Scheduled byClock() {
        return new Scheduled(schedule, transfers, by, reason, copies, saved, spills, checkpoints, false);
    }

    /** With gangs; every unit runs once, or once for each rank of its gang. */
    Scheduled withGangs(Schedule joined, HostTransfers moved) {
        return new Scheduled(joined, moved, by, reason, List.of(), 0, List.of(), checkpoints, reproducible);
    }

    /** The same order, with datasets that are on disk for some time. */
    Scheduled withSpills(Schedule timed, List<Spill> moved) {
        return new Scheduled(
                timed, HostTransfers.atOnce(), by, reason, copies, saved, moved, checkpoints, reproducible);
    }

    /** The same order, with times in which datasets are kept. */
    Scheduled withCheckpoints(Schedule timed, HostTransfers moved, List<Integer> slots) {
        return new Scheduled(timed, moved, by, reason, copies, saved, spills, slots, reproducible);
    }
}
