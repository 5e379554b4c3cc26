package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.NoValue;
import dev.anabranch.compiler.type.TypedArray;
import dev.anabranch.compiler.type.TypedEquation;
import dev.anabranch.compiler.type.TypedFlow;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.FamilyCost;
import dev.anabranch.model.graph.InstanceNames;
import dev.anabranch.model.graph.IntRows;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskFamily.FamilyOutput;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Numbers the tasks, connects them, and looks for circles. */
final class GraphAssembly {
    private final TypedFlow flow;
    private final Instances instances;
    private final Limits limits;
    private final Diagnostics diagnostics;
    private final List<Family> families;
    private final int[] firstTask;
    private final int[] producer;
    private final Origins origins;

    GraphAssembly(TypedFlow flow, Instances instances, Limits limits, Diagnostics diagnostics) {
        this.flow = flow;
        this.instances = instances;
        this.limits = limits;
        this.diagnostics = diagnostics;
        this.families = instances.families();
        this.firstTask = new int[families.size() + 1];
        for (int f = 0; f < families.size(); f++) {
            firstTask[f + 1] = firstTask[f] + families.get(f).count();
        }
        this.producer = new int[instances.slots()];
        Arrays.fill(producer, -1);
        this.origins = new Origins(flow.span().source());
    }

    /** The graph; empty if there are mistakes, which are reported. */
    Optional<TaskGraph> assemble() {
        IntRows outputs = outputs();
        Optional<IntRows> inputs = inputs();
        List<Publication> publications = new Publishing(flow, instances, origins, diagnostics).publications();
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        families.forEach(family -> PlainValues.check(family).ifPresent(diagnostics::add));
        circles(inputs.get());
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        Costs costs = new Costs(instances, families, firstTask, inputs.get(), outputs);
        Optional<Diagnostic> refused = costs.compute();
        if (refused.isPresent()) {
            diagnostics.add(refused.get());
            return Optional.empty();
        }
        int[][] positions = families.stream().map(Family::positions).toArray(int[][]::new);
        return Optional.of(new TaskGraph(
                flow.name(),
                arrays(),
                taskFamilies(),
                publications,
                positions,
                inputs.get(),
                outputs,
                costs.work(),
                costs.bytes()));
    }

    private List<DatasetArray> arrays() {
        List<DatasetArray> arrays = new ArrayList<>();
        for (TypedArray array : flow.arrays()) {
            arrays.add(instances.box(array.id()).dataset(origins.of(array.span())));
        }
        return arrays;
    }

    private List<TaskFamily> taskFamilies() {
        List<TaskFamily> all = new ArrayList<>();
        for (Family family : families) {
            TypedEquation equation = family.equation();
            boolean known = equation.signature().estimate().isPresent() || OperatorCosts.covers(equation);
            CostSource estimated = known ? CostSource.ESTIMATED : CostSource.GUESSED;
            all.add(new TaskFamily(
                    all.size(),
                    equation.name(),
                    family.axes(),
                    equation.signature(),
                    equation.arguments(),
                    equation.outputs(),
                    new FamilyCost(
                            equation.time().isPresent() ? CostSource.ANNOTATED : estimated,
                            equation.size().isPresent() ? CostSource.ANNOTATED : estimated),
                    equation.requirements(),
                    origins.of(equation.span())));
        }
        return all;
    }

    private IntRows outputs() {
        int made = 0;
        for (Family family : families) {
            int each = family.equation().outputs().size()
                    * family.equation().yielded().map(Axis::size).orElse(1);
            made += family.count() * each;
        }
        IntRows.Builder rows = new IntRows.Builder(tasks(), made);
        for (int f = 0; f < families.size(); f++) {
            Family family = families.get(f);
            int[] at = new int[family.rank()];
            List<Definitions> definitions = new ArrayList<>();
            List<Box> boxes = new ArrayList<>();
            for (FamilyOutput output : family.equation().outputs()) {
                Box box = instances.box(output.array());
                boxes.add(box);
                definitions.add(new Definitions(box, family, at));
            }
            for (int i = 0; i < family.count(); i++) {
                int task = firstTask[f] + i;
                family.positions(i, at);
                for (int d = 0; d < definitions.size(); d++) {
                    int firstSlot = boxes.get(d).firstSlot();
                    definitions.get(d).each(place -> {
                        producer[firstSlot + place] = task;
                        rows.add(firstSlot + place);
                    });
                }
                rows.endRow();
            }
        }
        return rows.build();
    }

    private int tasks() {
        return firstTask[families.size()];
    }

    private Optional<IntRows> inputs() {
        IntRows.Builder rows = new IntRows.Builder(tasks(), tasks());
        long[] edges = {0};
        for (Family family : families) {
            int[] at = new int[family.rank()];
            ScalarCompiler scalars = new ScalarCompiler(family.axes(), at);
            Inputs inputs = new Inputs(family, scalars, instances, diagnostics);
            try {
                for (int i = 0; i < family.count(); i++) {
                    family.positions(i, at);
                    inputs.each(slot -> {
                        edges[0]++;
                        rows.add(slot);
                    });
                    rows.endRow();
                    if (edges[0] > limits.dependencies()) {
                        diagnostics.add(Diagnostic.error(
                                        CompilerCodes.GRAPH_TOO_LARGE,
                                        family.equation().span(),
                                        "the graph has more than " + Instances.grouped(limits.dependencies())
                                                + " dependencies")
                                .withHelp("aggregate in steps: first within blocks, then over them"));
                        return Optional.empty();
                    }
                }
            } catch (ArithmeticException e) {
                diagnostics.add(Diagnostic.error(
                                CompilerCodes.BAD_ARITHMETIC,
                                family.equation().span(),
                                "an index that `"
                                        + InstanceNames.of(family.equation().name(), family.axes(), at)
                                        + "` reads cannot be computed")
                        .withLabel(NoValue.reason(
                                e, "division by zero, a step that is not positive, or a number outside its range"))
                        .withHelp("leave the instance out with `where`"));
                for (int row = rows.build().rows(); row < firstTask[families.indexOf(family) + 1]; row++) {
                    rows.endRow();
                }
            }
            inputs.report();
        }
        return Optional.of(rows.build());
    }

    private int familyOf(int task) {
        int found = Arrays.binarySearch(firstTask, task);
        int family = found >= 0 ? found : -found - 2;
        while (firstTask[family + 1] == task) {
            family++;
        }
        return family;
    }

    /** What a task hands to the next in a circle. */
    private String handed(IntRows inputs, int task, int next) {
        for (int i = 0; i < inputs.size(next); i++) {
            if (producer[inputs.get(next, i)] == task) {
                return instances.name(inputs.get(next, i));
            }
        }
        throw new IllegalStateException("tasks " + task + " and " + next + " are not neighbours in a circle");
    }

    private void circles(IntRows inputs) {
        for (int[] circle : new CycleSearch(inputs, producer, this::familyOf).circles()) {
            int start = start(circle);
            List<String> path = new ArrayList<>();
            for (int i = 0; i <= circle.length; i++) {
                if (circle.length > 12 && i == 6) {
                    path.add("... " + (circle.length - 11) + " more ...");
                    i = circle.length - 5;
                }
                int task = circle[(start + i) % circle.length];
                path.add(handed(inputs, task, circle[(start + i + 1) % circle.length]));
            }
            Family family = families.get(familyOf(circle[start]));
            diagnostics.add(Diagnostic.error(
                            CompilerCodes.CYCLE,
                            family.equation().span(),
                            "datasets depend on each other in a circle: " + String.join(" -> ", path))
                    .withHelp("each is read by the next; one of them must come from somewhere else"));
        }
    }

    /** Circles are told from their first task, so that the message does not depend on the search. */
    private static int start(int[] circle) {
        int start = 0;
        for (int i = 1; i < circle.length; i++) {
            if (circle[i] < circle[start]) {
                start = i;
            }
        }
        return start;
    }
}
