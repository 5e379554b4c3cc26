package dev.anabranch.driver.workflow;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.LowerBound;
import dev.anabranch.compiler.schedule.list.InsertionHeft;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.compiler.schedule.search.Budget;
import dev.anabranch.compiler.schedule.search.ScheduleSearch;
import dev.anabranch.compiler.simulate.ExactTimes;
import dev.anabranch.compiler.simulate.OnePort;
import dev.anabranch.compiler.simulate.Times;
import dev.anabranch.compiler.verify.PortVerifier;
import dev.anabranch.compiler.verify.ScheduleVerifier;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Plans workflows: two searches from different seeds, one a core, and the shorter schedule of the two, proved. With a
 * budget of work the outcome does not depend on how fast the cores are.
 */
public final class WorkflowPlanner {
    private static final int SEARCHES = 2;
    private static final double NANOSECONDS = 1e9;

    private final LongSupplier nanoTime;
    private final int searches;

    /** @param nanoTime a clock that every thread may read */
    public WorkflowPlanner(LongSupplier nanoTime) {
        this(nanoTime, SEARCHES);
    }

    private WorkflowPlanner(LongSupplier nanoTime, int searches) {
        this.nanoTime = nanoTime;
        this.searches = searches;
    }

    /** With one search, on the caller's thread, so that the clock may be that thread's own. */
    public static WorkflowPlanner onOneThread(LongSupplier nanoTime) {
        return new WorkflowPlanner(nanoTime, 1);
    }

    /** The shortest schedule that the budget allowed. */
    public PlannedWorkflow plan(WorkflowRequest request) {
        long begin = nanoTime.getAsLong();
        Dag dag = request.workflow().dag();
        Problem problem = Problem.of(dag, request.cluster());
        ScheduleSearch.Result found = best(problem, request, begin);
        Schedule schedule = proved(problem, request.cluster().model(), found.orders());
        double planning = (nanoTime.getAsLong() - begin) / NANOSECONDS;
        return new PlannedWorkflow(
                request,
                problem,
                schedule,
                LowerBound.of(dag, request.cluster()).seconds(),
                found.list(),
                found.listMakespan(),
                planning);
    }

    private Budget budget(Problem problem, WorkflowRequest request, long begin) {
        if (request.budget().isPresent()) {
            long nanoseconds = (long) (request.budget().getAsDouble() * NANOSECONDS);
            return effort -> (double) (nanoTime.getAsLong() - begin) / nanoseconds;
        }
        if (problem.tasks() == 0 || ScheduleSearch.isLarge(problem)) {
            return Budget.ofEffort(1);
        }
        WorkerOrders first = new InsertionHeft().schedule(problem);
        return Budget.adequate(
                ExactTimes.of(request.cluster().model(), problem, first).makespan());
    }

    private ScheduleSearch.Result best(Problem problem, WorkflowRequest request, long begin) {
        Budget budget = budget(problem, request, begin);
        if (searches == 1 || ScheduleSearch.isLarge(problem)) {
            return ScheduleSearch.run(problem, request.cluster().model(), request.duplication(), 1, budget);
        }
        int threads = Math.min(searches, Runtime.getRuntime().availableProcessors());
        ExecutorService cores = Executors.newFixedThreadPool(threads);
        try {
            List<Future<ScheduleSearch.Result>> running = new ArrayList<>();
            for (int seed = 1; seed <= searches; seed++) {
                long own = seed;
                running.add(cores.submit(() ->
                        ScheduleSearch.run(problem, request.cluster().model(), request.duplication(), own, budget)));
            }
            ScheduleSearch.Result best = running.get(0).get();
            for (Future<ScheduleSearch.Result> other : running) {
                best = other.get().makespan() < best.makespan() ? other.get() : best;
            }
            return best;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a search failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the search was interrupted", e);
        } finally {
            cores.shutdownNow();
        }
    }

    private static Schedule proved(Problem problem, MachineModel model, WorkerOrders orders) {
        if (model == MachineModel.ONE_PORT) {
            OnePort simulator = new OnePort(problem);
            Times times = simulator.run(orders);
            Schedule schedule = orders.schedule(times.start(), times.finish());
            ScheduleVerifier.requireValid(problem, schedule);
            PortVerifier.requireValid(problem, schedule, simulator.transfers());
            return schedule;
        }
        Times times = ExactTimes.of(model, problem, orders);
        Schedule schedule = orders.schedule(times.start(), times.finish());
        ScheduleVerifier.requireValid(problem, schedule);
        return schedule;
    }
}
