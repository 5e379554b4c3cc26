package dev.anabranch.testkit.reference;

import dev.anabranch.compiler.verify.CallReader;
import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.CostSource;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Requirements;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares a graph of the compiler with one that was worked out naively: tasks, what they read in the order of their
 * arguments, coordinates of arrays in order, publications, costs that are annotated.
 */
public final class GraphComparison {
    private static final int MOST = 10;

    private final TaskGraph graph;
    private final ReferenceGraph reference;
    private final CallReader calls;
    private final Map<Integer, String> callTexts = new LinkedHashMap<>();
    private final IdentityHashMap<ReferenceTask, String> referenceTexts = new IdentityHashMap<>();
    private final List<String> differences = new ArrayList<>();

    private GraphComparison(TaskGraph graph, ReferenceGraph reference) {
        this.graph = graph;
        this.reference = reference;
        this.calls = new CallReader(graph);
    }

    /** Where they differ, each in one sentence, at most ten; empty if they are equal. */
    public static List<String> differences(TaskGraph graph, ReferenceGraph reference) {
        GraphComparison comparison = new GraphComparison(graph, reference);
        comparison.arrays();
        comparison.tasks();
        comparison.unnamed();
        comparison.publications();
        return List.copyOf(comparison.differences);
    }

    private void differ(String what, Object expected, Object found) {
        if (!expected.equals(found) && differences.size() < MOST) {
            differences.add(what + ": expected " + expected + ", the compiler has " + found);
        }
    }

    private void differ(String what, SortedMap<String, List<String>> expected, SortedMap<String, List<String>> found) {
        expected.forEach((key, value) -> differ(what + " " + key, value, found.getOrDefault(key, List.of())));
        found.forEach((key, value) -> differ(what + " " + key, expected.getOrDefault(key, List.of()), value));
    }

    private static void add(SortedMap<String, List<String>> texts, String key, String text) {
        texts.computeIfAbsent(key, k -> new ArrayList<>()).add(text);
        texts.get(key).sort(null);
    }

    /** An unnamed subexpression is called after its equation, with a number behind a dot. */
    private static boolean isNamed(String name) {
        return !Character.isDigit(name.charAt(name.lastIndexOf('.') + 1));
    }

    private static List<String> coordinates(Domain domain) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < domain.size(); i++) {
            texts.add(domain.text(i));
        }
        return texts;
    }

    private void arrays() {
        SortedMap<String, List<String>> expected = new TreeMap<>();
        reference
                .arrays()
                .forEach((name, array) -> expected.put(
                        name,
                        List.of(array.type().label()
                                + array.axes().stream()
                                        .map(axis -> axis.stream()
                                                .map(Object::toString)
                                                .toList())
                                        .toList())));
        SortedMap<String, List<String>> found = new TreeMap<>();
        for (DatasetArray array : graph.arrays()) {
            if (isNamed(array.name())) {
                found.put(
                        array.name(),
                        List.of(array.type().label()
                                + array.axes().stream()
                                        .map(Axis::domain)
                                        .map(GraphComparison::coordinates)
                                        .toList()));
            }
        }
        differ("array", expected, found);
    }

    private void tasks() {
        SortedMap<String, List<String>> expected = new TreeMap<>();
        for (ReferenceTask task : reference.tasks()) {
            String outputs = task.outputs().stream().map(Instance::toString).collect(Collectors.joining(", "));
            add(
                    expected,
                    task.equation() + ": " + outputs,
                    CallText.of(task, referenceTexts)
                            + demands(task.demands(), !task.outputs().isEmpty()));
        }
        SortedMap<String, List<String>> found = new TreeMap<>();
        for (int task = 0; task < graph.taskCount(); task++) {
            TaskFamily family = graph.family(task);
            // In the order of the tasks, in which inner subexpressions come before those around them.
            String call = call(task);
            if (isNamed(family.name())) {
                List<String> outputs = new ArrayList<>();
                for (int slot : graph.outputs().row(task)) {
                    outputs.add(dataset(slot));
                }
                add(
                        found,
                        family.name() + ": " + String.join(", ", outputs),
                        call + demands(demands(task, family), true));
            }
        }
        differ("task", expected, found);
    }

    private ReferenceTask.Demands demands(int task, TaskFamily family) {
        boolean makes = graph.outputs().size(task) > 0;
        Requirements requirements = family.requirements();
        return new ReferenceTask.Demands(
                family.cost().time() == CostSource.ANNOTATED ? Optional.of(graph.work(task)) : Optional.empty(),
                makes && family.cost().size() == CostSource.ANNOTATED
                        ? Optional.of(graph.bytes(graph.outputs().get(task, 0)))
                        : Optional.empty(),
                requirements.memory(),
                requirements.label(),
                requirements.gpus(),
                requirements.gang(),
                requirements.retries(),
                requirements.checkpoint(),
                requirements.keep());
    }

    /** @param makes whether there are datasets that have a size: a generator may yield over a dim without coordinates */
    private static String demands(ReferenceTask.Demands demands, boolean makes) {
        return demands.seconds().map(s -> " time " + s).orElse("")
                + demands.bytes().filter(b -> makes).map(b -> " size " + b).orElse("")
                + (demands.memory() == 0 ? "" : " memory " + demands.memory())
                + demands.label().map(l -> " on " + l).orElse("")
                + (demands.gpus() == 0 ? "" : " gpus " + demands.gpus())
                + (demands.gang() == 1 ? "" : " gang " + demands.gang())
                + (demands.retries() == 0 ? "" : " retries " + demands.retries())
                + (demands.checkpoint() ? " checkpoint" : "")
                + (demands.keep() ? " keep" : "");
    }

    /** Subexpressions that several points share are one task each, so only which there are is compared, and that there are not too many. */
    private void unnamed() {
        SortedMap<String, Integer> expected = new TreeMap<>();
        reference
                .tasks()
                .forEach(task -> task.arguments().forEach(a -> a.accept(new Unnamed(expected, referenceTexts))));
        reference.given().forEach(a -> a.accept(new Unnamed(expected, referenceTexts)));
        SortedMap<String, Integer> found = new TreeMap<>();
        for (int task = 0; task < graph.taskCount(); task++) {
            String name = graph.family(task).name();
            if (!isNamed(name)) {
                found.merge(name.substring(0, name.lastIndexOf('.')) + ": " + call(task), 1, Integer::sum);
            }
        }
        differ("unnamed tasks", expected.keySet(), found.keySet());
        found.forEach((text, count) -> differ(
                text + " stands for no more tasks than points", true, count <= expected.getOrDefault(text, count)));
    }

    /** Counts what has no name among the arguments of a task. */
    private record Unnamed(Map<String, Integer> counts, IdentityHashMap<ReferenceTask, String> texts)
            implements ReferenceArgument.Visitor<Boolean> {
        @Override
        public Boolean value(ReferenceArgument.Value argument) {
            return true;
        }

        @Override
        public Boolean named(ReferenceArgument.Named argument) {
            return true;
        }

        @Override
        public Boolean made(ReferenceArgument.Made argument) {
            counts.merge(argument.task().equation() + ": " + CallText.of(argument.task(), texts), 1, Integer::sum);
            argument.task().arguments().forEach(a -> a.accept(this));
            return true;
        }

        @Override
        public Boolean absent(ReferenceArgument.Absent argument) {
            return true;
        }

        @Override
        public Boolean items(ReferenceArgument.Items argument) {
            argument.items().forEach(a -> a.accept(this));
            return true;
        }

        @Override
        public Boolean entries(ReferenceArgument.Entries argument) {
            argument.entries().forEach(e -> e.getValue().accept(this));
            return true;
        }
    }

    /** A named dataset as its author knows it, one without a name by what makes it. */
    private String dataset(int slot) {
        DatasetArray array = graph.array(slot);
        if (!isNamed(array.name())) {
            return call(graph.producer(slot));
        }
        int[] positions = array.positions(slot);
        List<Object> coordinates = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            coordinates.add(array.axes().get(i).domain().text(positions[i]));
        }
        return new Instance(array.name(), coordinates).toString();
    }

    private String call(int task) {
        String known = callTexts.get(task);
        if (known != null) {
            return known;
        }
        List<Integer> slots = new ArrayList<>();
        CallText text = new CallText(referenceTexts);
        calls.read(task, CallText.listener(text, slot -> {
            slots.add(slot);
            return dataset(slot);
        }));
        List<Integer> inputs = new ArrayList<>();
        for (int slot : graph.inputs().row(task)) {
            inputs.add(slot);
        }
        differ("inputs of " + graph.taskName(task), slots, inputs);
        String call = graph.family(task).signature().qualifiedName() + "(" + text.text() + ")";
        callTexts.put(task, call);
        return call;
    }

    private void publications() {
        List<List<String>> expected = new ArrayList<>();
        for (List<ReferencePublication> publication : reference.publications()) {
            expected.add(publication.stream()
                    .map(p -> published(p.instance().toString(), p.name(), p.metadata()))
                    .sorted()
                    .toList());
        }
        List<List<String>> found = new ArrayList<>();
        for (Publication publication : graph.publications()) {
            DatasetArray array = graph.arrays().get(publication.array());
            List<String> texts = new ArrayList<>();
            for (int slot : publication.slots()) {
                ScalarEvaluator evaluator = new ScalarEvaluator(array.axes(), array.positions(slot));
                Map<String, Object> metadata = new LinkedHashMap<>();
                publication.metadata().forEach(e -> metadata.put(e.getKey(), evaluator.evaluate(e.getValue())));
                texts.add(published(dataset(slot), (String) evaluator.evaluate(publication.name()), metadata));
            }
            texts.sort(null);
            found.add(texts);
        }
        differ("publications", expected.size(), found.size());
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            differ("publication " + (i + 1), expected.get(i), found.get(i));
        }
    }

    private static String published(String instance, String name, Map<String, Object> metadata) {
        return instance + " as " + CallText.written(name) + " "
                + metadata.entrySet().stream()
                        .map(e -> e.getKey() + ": " + CallText.written(e.getValue()))
                        .toList();
    }
}
