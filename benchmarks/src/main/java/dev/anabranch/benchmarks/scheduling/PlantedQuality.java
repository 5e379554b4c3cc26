package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.compiler.schedule.search.Budget;
import dev.anabranch.compiler.schedule.search.ScheduleSearch;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.testkit.PlantedOptimum;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Random;

/** How far from the optimum plans are where it is known: graphs of 50 to 500 tasks. */
final class PlantedQuality {
    private static final int GRAPHS = 200;

    private final Options options;

    PlantedQuality(Options options) {
        this.options = options;
    }

    void run(ObjectNode json) {
        var threads = ManagementFactory.getThreadMXBean();
        Random random = new Random(1);
        double sum = 0;
        double worst = 0;
        int count = 0;
        for (int graph = 0; graph < GRAPHS; graph++) {
            PlantedOptimum planted = PlantedOptimum.of(50 + random.nextInt(451), graph);
            if (graph % options.every() == 0) {
                Budget budget = Budget.ofClock(threads::getCurrentThreadCpuTime, (long) (options.seconds() * 1e9));
                double makespan = ScheduleSearch.run(planted.problem(), MachineModel.CONTENTION_FREE, false, 1, budget)
                        .makespan();
                double excess = makespan / planted.optimum() - 1;
                sum += excess;
                worst = Math.max(worst, excess);
                count++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nplanted optima%n%d graphs: %.3f %% above the optimum in the mean, %.3f %% at worst%n",
                count,
                100 * sum / count,
                100 * worst);
        json.putObject("planted")
                .put("graphs", count)
                .put("mean_excess", sum / count)
                .put("worst_excess", worst);
    }
}
