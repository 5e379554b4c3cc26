package dev.anabranch.compiler.inspect;

import dev.anabranch.compiler.inspect.PlanDiff.Change;
import dev.anabranch.compiler.inspect.PlanDiff.FamilyChange;
import dev.anabranch.compiler.inspect.PlanDiff.SetChange;
import dev.anabranch.compiler.inspect.PlanDiff.WorkerChange;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanWorkers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares two plans. */
public final class PlanComparison {
    private final Plan before;
    private final Plan after;

    private PlanComparison(Plan before, Plan after) {
        this.before = before;
        this.after = after;
    }

    /** What changed from one plan to the other. */
    public static PlanDiff of(Plan before, Plan after) {
        return new PlanComparison(before, after).compare();
    }

    private PlanDiff compare() {
        Set<String> oldTransfers = transfers(before);
        Set<String> newTransfers = transfers(after);
        return new PlanDiff(
                causes(before.hashes(), after.hashes()),
                new Change(before.summary().makespan(), after.summary().makespan()),
                new Change(before.summary().lowerBound(), after.summary().lowerBound()),
                new Change(before.summary().tasks(), after.summary().tasks()),
                new Change(before.summary().transfers(), after.summary().transfers()),
                new Change(before.summary().bytesMoved(), after.summary().bytesMoved()),
                without(oldTransfers, newTransfers).size(),
                without(newTransfers, oldTransfers).size(),
                workers(),
                families(),
                sets(published(before), published(after)),
                sets(decisions(before), decisions(after)));
    }

    private static List<String> causes(PlanHashes before, PlanHashes after) {
        List<String> causes = new ArrayList<>();
        differ(causes, "graph", before.graph(), after.graph());
        differ(causes, "libraries", before.libraries(), after.libraries());
        differ(causes, "cluster", before.cluster(), after.cluster());
        differ(causes, "costs", before.costs(), after.costs());
        return causes;
    }

    private static void differ(List<String> causes, String name, String before, String after) {
        if (!before.equals(after)) {
            causes.add(name);
        }
    }

    private List<WorkerChange> workers() {
        Map<String, Integer> old = rows(before.workers().name());
        Map<String, Integer> now = rows(after.workers().name());
        List<WorkerChange> changes = new ArrayList<>();
        for (String name : union(old.keySet(), now.keySet())) {
            int b = old.getOrDefault(name, -1);
            int a = now.getOrDefault(name, -1);
            PlanWorkers was = before.workers();
            PlanWorkers is = after.workers();
            changes.add(new WorkerChange(
                    name,
                    new Change(b < 0 ? 0 : was.tasks()[b], a < 0 ? 0 : is.tasks()[a]),
                    new Change(b < 0 ? 0 : was.busy()[b], a < 0 ? 0 : is.busy()[a]),
                    new Change(b < 0 ? 0 : was.peak()[b], a < 0 ? 0 : is.peak()[a])));
        }
        return changes;
    }

    private List<FamilyChange> families() {
        Map<String, FamilyTasks> old = tasks(before);
        Map<String, FamilyTasks> now = tasks(after);
        FamilyTasks none = new FamilyTasks();
        List<FamilyChange> changes = new ArrayList<>();
        for (String name : union(old.keySet(), now.keySet())) {
            FamilyTasks was = old.getOrDefault(name, none);
            FamilyTasks is = now.getOrDefault(name, none);
            int moved = 0;
            for (Map.Entry<String, Set<String>> task : was.workers.entrySet()) {
                Set<String> there = is.workers.get(task.getKey());
                moved += there == null || there.equals(task.getValue()) ? 0 : 1;
            }
            changes.add(new FamilyChange(
                    name,
                    new Change(was.workers.size(), is.workers.size()),
                    new Change(was.work, is.work),
                    moved,
                    without(was.workers.keySet(), is.workers.keySet()).size(),
                    without(is.workers.keySet(), was.workers.keySet()).size()));
        }
        return changes;
    }

    /** The tasks of one family with the workers that run them; a family may stand in several rows. */
    private static final class FamilyTasks {
        final Map<String, Set<String>> workers = new LinkedHashMap<>();
        double work;
    }

    private static Map<String, FamilyTasks> tasks(Plan plan) {
        Map<String, FamilyTasks> families = new LinkedHashMap<>();
        for (int f = 0; f < plan.families().name().length; f++) {
            if (plan.families().tasks()[f] > 0) {
                FamilyTasks family = families.computeIfAbsent(plan.families().name()[f], n -> new FamilyTasks());
                family.work += plan.families().work()[f];
            }
        }
        PlanTasks tasks = plan.tasks();
        for (int row = 0; row < tasks.task().length; row++) {
            families.computeIfAbsent(plan.families().name()[tasks.family()[row]], n -> new FamilyTasks())
                    .workers
                    .computeIfAbsent(tasks.name()[row], n -> new TreeSet<>())
                    .add(plan.workers().name()[tasks.worker()[row]]);
        }
        return families;
    }

    private static Set<String> transfers(Plan plan) {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            names.put(plan.datasets().slot()[row], plan.datasets().name()[row]);
        }
        Set<String> transfers = new LinkedHashSet<>();
        for (int row = 0; row < plan.transfers().slot().length; row++) {
            transfers.add(names.get(plan.transfers().slot()[row]) + " "
                    + plan.workers().name()[plan.transfers().from()[row]] + " "
                    + plan.workers().name()[plan.transfers().to()[row]]);
        }
        return transfers;
    }

    private static Set<String> published(Plan plan) {
        Set<String> names = new LinkedHashSet<>();
        for (int row = 0; row < plan.publications().name().length; row++) {
            String index = plan.publications().index()[row];
            names.add(plan.publications().name()[row] + (index.equals("{}") ? "" : " " + index));
        }
        return names;
    }

    private static Set<String> decisions(Plan plan) {
        Set<String> decisions = new LinkedHashSet<>();
        for (int row = 0; row < plan.decisions().pass().length; row++) {
            decisions.add(plan.decisions().pass()[row] + "  " + plan.decisions().subject()[row] + "  "
                    + plan.decisions().reason()[row]);
        }
        return decisions;
    }

    private static Map<String, Integer> rows(String[] names) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        Arrays.stream(names).forEach(name -> rows.put(name, rows.size()));
        return rows;
    }

    private static Set<String> union(Collection<String> first, Collection<String> second) {
        Set<String> union = new LinkedHashSet<>(first);
        union.addAll(second);
        return union;
    }

    private static List<String> without(Collection<String> all, Collection<String> others) {
        Set<String> left = new LinkedHashSet<>(all);
        left.removeAll(others instanceof Set<?> ? others : new LinkedHashSet<>(others));
        return List.copyOf(left);
    }

    private static SetChange sets(Set<String> before, Set<String> after) {
        return new SetChange(without(before, after), without(after, before));
    }
}
