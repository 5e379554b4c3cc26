package dev.anabranch.compiler.schedule.search;

/** A budget in the course of a search: what was spent before, and slices of what is left for single steps. */
final class Spending {
    private final Budget budget;
    private long effort;

    Spending(Budget budget) {
        this.budget = budget;
    }

    void add(long work) {
        effort += work;
    }

    double spent() {
        return budget.spent(effort);
    }

    /** From now until a share of the whole is spent; a slice that has passed already is empty. */
    Budget until(double share) {
        double from = spent();
        long before = effort;
        return work -> share <= from ? 1 : (budget.spent(before + work) - from) / (share - from);
    }
}
