package dev.anabranch.compiler.inspect;

import java.util.List;

/**
 * What changed from one plan to another. Tasks, datasets and workers are the same where their names are.
 *
 * @param causes which of the things that a plan is made from differ: {@code graph}, {@code libraries}, {@code cluster},
 *     {@code costs}; empty for equal plans
 * @param makespan seconds
 * @param lowerBound seconds
 * @param tasks how many run
 * @param transfers how many datasets move between workers
 * @param bytesMoved their sizes
 * @param transfersGone how many of the first plan's transfers the second does not make
 * @param transfersNew how many of the second plan's transfers the first does not make
 * @param workers those of the first plan in its order, then those that only the second has
 * @param families those of the first plan in its order, then those that only the second has
 * @param published datasets by the names under which they are published
 * @param decisions by pass, subject and reason
 */
public record PlanDiff(
        List<String> causes,
        Change makespan,
        Change lowerBound,
        Change tasks,
        Change transfers,
        Change bytesMoved,
        int transfersGone,
        int transfersNew,
        List<WorkerChange> workers,
        List<FamilyChange> families,
        SetChange published,
        SetChange decisions) {
    public PlanDiff {
        causes = List.copyOf(causes);
        workers = List.copyOf(workers);
        families = List.copyOf(families);
    }

    /** A number in both plans; 0 where a plan has nothing that it counts. */
    public record Change(double before, double after) {
        /** Whether the two are equal. */
        public boolean none() {
            return before == after;
        }

        /** How much more the second is, as a share of the first: 0.1 is ten percent; 0 where the first is 0. */
        public double relative() {
            return before == 0 ? 0 : after / before - 1;
        }
    }

    /**
     * One worker.
     *
     * @param busy predicted seconds of computing
     * @param peak predicted bytes alive at once
     */
    public record WorkerChange(String name, Change tasks, Change busy, Change peak) {
        /** Whether nothing of it changed. */
        public boolean none() {
            return tasks.none() && busy.none() && peak.none();
        }
    }

    /**
     * The tasks of one family.
     *
     * @param tasks how many run
     * @param work seconds that all of them take on workers of speed 1
     * @param moved tasks of both plans that run on other workers in the second
     * @param gone tasks that only the first plan has
     * @param added tasks that only the second plan has
     */
    public record FamilyChange(String name, Change tasks, Change work, int moved, int gone, int added) {
        /** Whether nothing of it changed. */
        public boolean none() {
            return work.none() && moved == 0 && gone == 0 && added == 0;
        }
    }

    /** What only one of the plans has, each in its plan's order. */
    public record SetChange(List<String> gone, List<String> added) {
        public SetChange {
            gone = List.copyOf(gone);
            added = List.copyOf(added);
        }
    }

    /** How many tasks of both plans run on other workers in the second. */
    public int moved() {
        return families.stream().mapToInt(FamilyChange::moved).sum();
    }
}
