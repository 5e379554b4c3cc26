package dev.anabranch.codegen.source;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanNumbers;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writes the programs of a plan as Java source: an entry class, and for each worker a class whose families are methods
 * and whose order is loops where it is regular. The same plan gives the same text.
 */
public final class ProgramGenerator {
    /** A comment of one line takes one line. */
    private static final Pattern SHORT_COMMENT = Pattern.compile("/\\*\\*\\n\\s*\\* (.*)\\n\\s*\\*/");

    /** A flow of one of these names needs imports where Java usually has none. */
    private static final Set<String> SHADOWING = Set.of(
            "Override",
            "String",
            "Object",
            "Math",
            "Long",
            "Double",
            "Boolean",
            "Float",
            "Exception",
            "SuppressWarnings",
            "IllegalStateException",
            "IllegalArgumentException");

    private ProgramGenerator() {}

    /**
     * The programs of a plan.
     *
     * @param graph what the plan was made from
     * @param plan the order of each worker's tasks
     * @param planHash what the programs say they belong to
     * @throws IllegalStateException if graph and plan do not fit together
     */
    public static GeneratedSources generate(OptimizedGraph graph, Plan plan, String planHash) {
        TaskGraph tasks = graph.graph();
        String packageName = packageName(tasks.flow());
        ClassName entry = ClassName.get(packageName, JavaNames.type(tasks.flow()));
        AxisTables tables = new AxisTables();
        DispatchTables dispatch = new DispatchTables();
        List<WorkerOrder> orders = WorkerOrder.of(plan);
        List<OwnNumbers> numbers = OwnNumbers.of(graph, plan);
        Windows windows = Windows.of(tasks);
        List<ClassName> workers = new ArrayList<>();
        List<SourceFile> files = new ArrayList<>();
        for (int worker = 0; worker < orders.size(); worker++) {
            WorkerOrder order = orders.get(worker);
            ClassName name = entry.peerClass(entry.simpleName() + "Worker" + worker);
            workers.add(name);
            List<TypeSpec> types = new WorkerClass(tasks, numbers.get(worker), windows, tables, dispatch, worker, name)
                    .write(segments(tasks, order, numbers.get(worker), windows), workerComment(plan, worker, order));
            for (TypeSpec type : types) {
                files.add(file(entry, type));
            }
        }
        for (TaskFamily family : tasks.families()) {
            if (runs(graph, family)) {
                KernelCalls.type(tasks, family, packageName).ifPresent(type -> files.add(file(entry, type)));
            }
        }
        files.add(0, file(entry, EntryClass.write(entry, flowComment(plan), tasks.flow(), planHash, workers)));
        return new GeneratedSources(
                files, tables.columns(), dispatch.dispatch(), dispatch.coordinates(), numbers(tasks));
    }

    /**
     * What passes numbers with its own worker only, and what finds all of its windows, is told from its like, unless a regular
     * order would lose its loops by that.
     */
    private static List<RunSegments.Segment> segments(
            TaskGraph graph, WorkerOrder order, OwnNumbers numbers, Windows windows) {
        Predicate<int[]> none = tasks -> false;
        List<RunSegments.Segment> best = List.of();
        long fewest = Long.MAX_VALUE;
        for (UnitChoice choice : List.of(
                new UnitChoice(graph, numbers::suffice, windows::areWhole),
                new UnitChoice(graph, numbers::suffice, none),
                new UnitChoice(graph, none, none))) {
            List<ProgramUnit.Instance> instances = choice.instances(order);
            List<RunSegments.Segment> segments = RunSegments.of(instances);
            long tabulated = RunSegments.tabulated(segments);
            if (tabulated < fewest) {
                best = segments;
                fewest = tabulated;
            }
            if (fewest == 0 || !mixed(instances)) {
                break;
            }
        }
        return best;
    }

    /** Whether some are told from others. */
    private static boolean mixed(List<ProgramUnit.Instance> instances) {
        ProgramUnit first = instances.isEmpty() ? null : instances.get(0).unit();
        return first != null
                && instances.stream()
                        .map(ProgramUnit.Instance::unit)
                        .anyMatch(unit -> unit.own() != first.own() || unit.whole() != first.whole());
    }

    private static PlanNumbers numbers(TaskGraph graph) {
        List<DatasetArray> arrays = graph.arrays().stream()
                .filter(array -> ValueConversion.isNumber(array.type()))
                .sorted(Comparator.comparingInt(DatasetArray::firstSlot))
                .toList();
        return new PlanNumbers(
                arrays.stream().mapToInt(DatasetArray::firstSlot).toArray(),
                arrays.stream().mapToInt(DatasetArray::size).toArray(),
                arrays.stream().map(array -> ((ScalarType) array.type()).name()).toArray(String[]::new));
    }

    private static boolean runs(OptimizedGraph graph, TaskFamily family) {
        int first = graph.graph().firstTask(family.id());
        return IntStream.range(first, first + graph.graph().taskCount(family.id()))
                .anyMatch(task -> graph.unitOf(task) >= 0);
    }

    private static String packageName(String flow) {
        String name = JavaNames.legal(flow.replace('.', '_')).toLowerCase(Locale.ROOT);
        // Lower case may make a keyword of what was none.
        return "flows." + JavaNames.legal(name);
    }

    private static String flowComment(Plan plan) {
        return CommentText.safe("Flow " + plan.summary().flow() + ": "
                + counted(plan.tasks().task().length, "task") + " in "
                + counted(plan.families().name().length, "family", "families") + " on "
                + counted(plan.workers().name().length, "worker") + ", predicted "
                + Quantity.showSeconds(plan.summary().makespan()) + ".");
    }

    private static String workerComment(Plan plan, int worker, WorkerOrder order) {
        return CommentText.safe("Worker " + plan.workers().name()[worker] + ", " + (worker + 1) + " of "
                + plan.workers().name().length + ", of flow " + plan.summary().flow() + ": "
                + counted(order.tasks(), "task") + ", " + counted(order.receives(), "receive") + ", predicted "
                + Quantity.showSeconds(order.finish()) + ".");
    }

    private static String counted(int count, String noun) {
        return counted(count, noun, noun + "s");
    }

    private static String counted(int count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    private static SourceFile file(ClassName entry, TypeSpec type) {
        String text = JavaFile.builder(entry.packageName(), type)
                .addFileComment("Generated by Anabranch from a plan; the next compile overwrites it.")
                .indent("    ")
                .skipJavaLangImports(!SHADOWING.contains(entry.simpleName()))
                .build()
                .toString();
        return new SourceFile(
                entry.packageName() + "." + type.name(),
                SHORT_COMMENT.matcher(text).replaceAll("/** $1 */"));
    }
}
