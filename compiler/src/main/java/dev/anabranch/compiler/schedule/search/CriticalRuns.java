package dev.anabranch.compiler.schedule.search;

/** A chain of runs that decides the makespan: each waits for the one before it, the last one ends the run. */
final class CriticalRuns {
    private final Arrangement arrangement;
    private final Chance chance;
    private final int[] run;
    private int count;

    CriticalRuns(Arrangement arrangement, Chance chance) {
        this.arrangement = arrangement;
        this.chance = chance;
        this.run = new int[arrangement.task.length];
    }

    int count() {
        return count;
    }

    /** From the end of the run to its start. */
    int get(int index) {
        return run[index];
    }

    /** Traces one chain; where several decide, one of them by chance. */
    void trace() {
        count = 0;
        double makespan = arrangement.makespan();
        int at = Arrangement.NONE;
        int seen = 0;
        for (int worker = 0; worker < arrangement.problem.workers(); worker++) {
            int last = arrangement.lastOn(worker);
            if (last != Arrangement.NONE && arrangement.finish[last] >= makespan && chance.below(++seen) == 0) {
                at = last;
            }
        }
        while (at != Arrangement.NONE && count < run.length) {
            run[count++] = at;
            at = arrangement.start[at] <= 0 ? Arrangement.NONE : arrangement.decisive(at, chance);
        }
    }
}
