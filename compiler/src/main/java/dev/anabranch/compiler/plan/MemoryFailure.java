package dev.anabranch.compiler.plan;

import dev.anabranch.compiler.schedule.PlanningCodes;
import dev.anabranch.compiler.schedule.PlanningFailure;
import java.util.List;
import java.util.Optional;

/** No order that was tried fits the memory of the hosts. */
public final class MemoryFailure extends PlanningFailure {
    private static final long serialVersionUID = 1;

    private final transient MemoryShortage shortage;

    MemoryFailure(MemoryShortage shortage) {
        super(PlanningCodes.OUT_OF_MEMORY, shortage.message(), Optional.of(shortage.origin()), help(shortage));
        this.shortage = shortage;
    }

    private static List<String> help(MemoryShortage shortage) {
        return shortage.hopeless()
                ? List.of(
                        "the task alone needs more than the host has: give the host more memory in the cluster file,"
                                + " or read less at once",
                        "aggregate over an index before all of its datasets are there")
                : List.of(
                        "give the host more memory in the cluster file",
                        "plan with fewer workers, so that less is alive at once",
                        "aggregate over an index before all of its datasets are there");
    }

    /** What does not fit, of the plan that needs least. */
    public MemoryShortage shortage() {
        return shortage;
    }
}
