package dev.anabranch.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.anabranch.compiler.inspect.Instance;
import dev.anabranch.compiler.inspect.InstanceInspection;
import dev.anabranch.compiler.inspect.InstanceReport;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.model.plan.Plan;
import java.util.List;

/** Finds an instance in a plan and shows what there is to say about it. */
final class InstanceExplanation {
    private final Screen screen;

    InstanceExplanation(Screen screen) {
        this.screen = screen;
    }

    void explain(PlanFolder folder, String name, boolean json) throws CommandFailure {
        Plan plan = NamedPlan.read(folder);
        InstanceInspection inspection = new InstanceInspection(plan, folder.cluster());
        Instance instance = Instance.of(name);
        List<InstanceReport> reports = inspection.reports(instance);
        if (reports.isEmpty()) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, String.join("\n", inspection.advice(instance)));
        }
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            reports.forEach(report -> array.add(InstanceJson.of(report)));
            screen.out().println(array.toPrettyString());
            return;
        }
        InstancePrinter printer = new InstancePrinter(screen, plan.summary().makespan());
        for (int i = 0; i < reports.size(); i++) {
            if (i > 0) {
                screen.out().println();
            }
            printer.print(reports.get(i));
        }
    }
}
