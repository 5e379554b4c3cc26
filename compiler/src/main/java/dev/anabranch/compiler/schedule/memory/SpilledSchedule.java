package dev.anabranch.compiler.schedule.memory;

import dev.anabranch.model.schedule.Schedule;
import java.util.List;

/**
 * A schedule that leaves workers the time to move datasets to disk and back.
 *
 * @param schedule with the times that follow
 * @param spills in the order in which they were decided, which is that in which a worker writes them
 */
public record SpilledSchedule(Schedule schedule, List<Spill> spills) {
    public SpilledSchedule {
        spills = List.copyOf(spills);
    }
}
