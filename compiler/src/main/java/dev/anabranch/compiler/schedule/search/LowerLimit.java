package dev.anabranch.compiler.schedule.search;

import dev.anabranch.compiler.schedule.list.Ranks;
import dev.anabranch.compiler.schedule.problem.Problem;

/** No answer to a problem is shorter: the longest chain, each task where it is fastest, or all work spread evenly. */
final class LowerLimit {
    private LowerLimit() {}

    static double of(Problem problem) {
        double[] behind = Ranks.leastBehind(problem);
        double chain = 0;
        double area = 0;
        double speed = 0;
        for (int worker = 0; worker < problem.workers(); worker++) {
            speed += problem.cluster().speed(worker);
        }
        for (int task = 0; task < problem.tasks(); task++) {
            double least = problem.fastest(task);
            chain = Math.max(chain, least + behind[task]);
            area += problem.dag().work(task);
        }
        return Math.max(chain, area / speed);
    }
}
