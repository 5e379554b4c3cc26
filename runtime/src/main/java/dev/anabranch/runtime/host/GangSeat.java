package dev.anabranch.runtime.host;

import dev.anabranch.api.gang.Gang;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A worker's place in the gangs of its tasks. Used by the worker's thread only. */
final class GangSeat {
    private final RunState run;
    private final ExecutionPlan plan;
    private final BufferAllocator allocator;
    private @Nullable Gang gang;
    private int gangOf = -1;
    /** The row of the task that it has left; its gang may be no more. */
    private int left = -1;

    /** What the task that runs has made as a rank whose results nobody reads. */
    private final List<Object> unread = new ArrayList<>();

    /** @param allocator of the worker */
    GangSeat(RunState run, BufferAllocator allocator) {
        this.run = run;
        this.allocator = allocator;
        this.plan = run.plan();
    }

    /** The gang of the task in a row; waits until all ranks have come, the first time. */
    Gang gang(int row) {
        Gang known = gang;
        if (known == null || gangOf != row) {
            known = plan.gangs()
                    .of(plan.tasks().task(row))
                    .<Gang>map(mine -> run.gangs().enter(mine, plan.tasks().rank(row), allocator))
                    .orElseGet(Gang::ofOne);
            gang = known;
            gangOf = row;
        }
        return known;
    }

    /** Keeps what a rank has made until it leaves: the results of a gang are those of rank 0. */
    void takes(Object result) {
        unread.add(result);
    }

    /** The task in a row has ended. */
    void leave(int row) {
        unread.forEach(Holds::close);
        unread.clear();
        left = row;
        run.gangs()
                .leave(
                        plan.gangs().of(plan.tasks().task(row)).orElseThrow(),
                        plan.tasks().rank(row));
        gang = null;
    }

    /** The task in a row has failed: if it has a gang, the others are to know it by the time they are stopped. */
    void fail(int row) {
        if (row == left) {
            return;
        }
        plan.gangs()
                .of(plan.tasks().task(row))
                .ifPresent(mine -> run.gangs().fail(mine, plan.tasks().rank(row)));
    }
}
