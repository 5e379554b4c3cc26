package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.cluster.MachineModel;

/**
 * Simulated annealing over workers, order and copies at once, under either machine model: changes that shorten are taken, others
 * the less likely the more they lengthen and the colder it is. After Kirkpatrick, Gelatt and Vecchi, "Optimization by
 * simulated annealing", 1983. Equal seeds and budgets of effort give equal answers.
 */
final class Annealing {
    private static final double COLDEST = 0.00002;
    private static final int BETWEEN_LOOKS = 64;
    /** What a change costs besides the times that it computes, in computed times. */
    private static final int OVERHEAD = 6;

    private final Arrangement current;
    private final Arrangement best;
    private final Moves moves;
    private final Chance chance;
    private double bestMakespan;
    private long effort;

    Annealing(Problem problem, MachineModel model, int copies, long seed) {
        this.current = arrangement(problem, model, copies);
        this.best = arrangement(problem, model, copies);
        this.chance = new Chance(seed);
        this.moves = new Moves(current, chance, copies > 0);
    }

    private static Arrangement arrangement(Problem problem, MachineModel model, int copies) {
        return model == MachineModel.ONE_PORT ? new OnePortArrangement(problem) : new Arrangement(problem, copies);
    }

    /**
     * Anneals from an answer.
     *
     * @param bound what no answer is below; when it is reached the search ends
     * @param hottest the first temperature, as a share of the makespan
     * @param budget of this run alone
     * @return the best answer seen, no worse than the first
     */
    WorkerOrders run(WorkerOrders first, double bound, double hottest, Budget budget) {
        long before = current.effort() + best.effort();
        current.load(first);
        best.load(current);
        bestMakespan = current.makespan();
        moves.changed();
        long changes = 0;
        double hot = hottest * bestMakespan;
        double cooling = Math.log(COLDEST / hottest);
        double temperature = hot;
        boolean bestIsCurrent = true;
        while (bestMakespan > bound * (1 + 1e-12)) {
            if (changes % BETWEEN_LOOKS == 0) {
                effort = current.effort() + best.effort() - before + OVERHEAD * changes;
                double spent = budget.spent(effort);
                if (spent >= 1) {
                    break;
                }
                temperature = hot * Math.exp(cooling * spent);
            }
            changes++;
            if (!moves.change()) {
                current.takeBack();
                continue;
            }
            double limit = current.makespan() - temperature * Math.log(1 - chance.share());
            double makespan = current.settle(limit);
            if (makespan > limit) {
                current.takeBack();
                continue;
            }
            if (bestIsCurrent && makespan > bestMakespan) {
                // The best is copied only when it is left, not each time that it gets better; the change is lost.
                current.takeBack();
                best.load(current);
                bestIsCurrent = false;
                continue;
            }
            current.keep(makespan);
            moves.changed();
            if (makespan < bestMakespan) {
                bestMakespan = makespan;
                bestIsCurrent = true;
            }
        }
        effort = current.effort() + best.effort() - before + OVERHEAD * changes;
        return bestIsCurrent ? current.orders() : best.orders();
    }

    /** The makespan of the last answer, in seconds. */
    double makespan() {
        return bestMakespan;
    }

    /** What the last run cost, in computed times. */
    long effort() {
        return effort;
    }
}
