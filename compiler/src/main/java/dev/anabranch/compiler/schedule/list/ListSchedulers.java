package dev.anabranch.compiler.schedule.list;

import java.util.List;

/** All list schedulers. */
public final class ListSchedulers {
    private ListSchedulers() {}

    /** Each once, in an order that does not change. */
    public static List<ListScheduler> all() {
        return List.of(
                new InsertionHeft(),
                new DuplicatingHeft(),
                new LookaheadHeft(),
                new OnePortHeft(),
                new AppendHeft(),
                new DynamicLevel(),
                new Peft(),
                new Mcp(),
                new EarliestStart(),
                new Cpop(),
                MinMin.min(),
                MinMin.max(),
                PartitionSinks.contentionFree(),
                PartitionSinks.onePort(),
                PartitionSinks.appending(),
                new OneWorker());
    }
}
