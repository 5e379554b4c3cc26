package dev.anabranch.driver.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.anabranch.driver.store.PlanEdges;
import dev.anabranch.driver.store.WorkflowPlanFolder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanWorkers;
import dev.anabranch.model.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The schedule of a workflow as tables, from which anyone can replay it: runs by worker and order, edges, workers. */
public final class WorkflowTables {
    private WorkflowTables() {}

    /**
     * Writes the folder.
     *
     * @throws IOException if the folder exists and is not empty, or cannot be written
     */
    public static void write(PlannedWorkflow planned, Path folder) throws IOException {
        WorkflowPlanFolder.write(
                folder,
                manifest(planned),
                List.of(
                        tasks(planned),
                        workers(planned),
                        edges(planned.request().workflow())));
    }

    /** The numbers of a schedule and what it was made for. */
    public static ObjectNode summary(PlannedWorkflow planned) {
        WorkflowRequest request = planned.request();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("workflow", request.workflow().name());
        node.put("tasks", planned.problem().tasks());
        node.put("dependencies", planned.problem().dag().edges());
        node.put("workers", request.cluster().workers());
        node.put("model", request.cluster().model().label());
        node.put("duplication", request.duplication());
        node.put("makespan_s", planned.makespan());
        node.put("lower_bound_s", planned.lowerBound());
        node.put("gap", planned.lowerBound() > 0 ? planned.makespan() / planned.lowerBound() - 1 : 0);
        node.put("runs", planned.schedule().placements());
        node.put("best_list", planned.list());
        node.put("best_list_s", planned.listMakespan());
        node.put("reproducible", planned.reproducible());
        return node;
    }

    private static ObjectNode manifest(PlannedWorkflow planned) {
        ObjectNode node = summary(planned);
        Cluster cluster = planned.request().cluster();
        ArrayNode hosts = node.putObject("cluster").putArray("hosts");
        for (Host host : cluster.hosts()) {
            ObjectNode entry = hosts.addObject();
            entry.put("name", host.name());
            host.speeds().forEach(entry.withArray("speeds")::add);
        }
        ObjectNode links = ((ObjectNode) node.get("cluster")).putObject("links");
        link(links.putObject("same_host"), cluster.sameHost());
        link(links.putObject("other_host"), cluster.otherHost());
        return node;
    }

    private static void link(ObjectNode node, Link link) {
        node.put("latency_s", link.latency());
        node.put("bandwidth_bytes_per_s", link.bandwidth());
    }

    private static PlanTasks tasks(PlannedWorkflow planned) {
        Schedule schedule = planned.schedule();
        Workflow workflow = planned.request().workflow();
        int runs = schedule.placements();
        int[] task = new int[runs];
        String[] name = new String[runs];
        int[] worker = new int[runs];
        double[] start = new double[runs];
        double[] finish = new double[runs];
        double[] work = new double[runs];
        int row = 0;
        for (int w = 0; w < schedule.order().rows(); w++) {
            for (int i = 0; i < schedule.order().size(w); i++, row++) {
                int run = schedule.order().get(w, i);
                task[row] = schedule.unit(run);
                name[row] = workflow.tasks().get(task[row]);
                worker[row] = w;
                start[row] = schedule.start(run);
                finish[row] = schedule.finish(run);
                work[row] = workflow.work()[task[row]];
            }
        }
        String[] timeSource = new String[runs];
        Arrays.fill(timeSource, CostSource.ANNOTATED.name());
        return new PlanTasks(
                task, name, new int[runs], task.clone(), worker, new int[runs], start, finish, work, timeSource);
    }

    private static PlanWorkers workers(PlannedWorkflow planned) {
        Cluster cluster = planned.request().cluster();
        Schedule schedule = planned.schedule();
        int count = cluster.workers();
        String[] name = new String[count];
        String[] host = new String[count];
        double[] speed = new double[count];
        int[] runs = new int[count];
        double[] busy = new double[count];
        for (int worker = 0; worker < count; worker++) {
            name[worker] = cluster.workerName(worker);
            host[worker] = cluster.hosts().get(cluster.hostOf(worker)).name();
            speed[worker] = cluster.speed(worker);
            runs[worker] = schedule.order().size(worker);
            for (int i = 0; i < runs[worker]; i++) {
                int run = schedule.order().get(worker, i);
                busy[worker] += schedule.finish(run) - schedule.start(run);
            }
        }
        return new PlanWorkers(name, host, speed, runs, busy, new long[count]);
    }

    private static PlanEdges edges(Workflow workflow) {
        return new PlanEdges(
                Arrays.copyOf(workflow.to(), workflow.to().length),
                workflow.from().clone(),
                workflow.bytes().clone());
    }
}
