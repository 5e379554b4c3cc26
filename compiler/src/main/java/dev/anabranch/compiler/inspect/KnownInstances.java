package dev.anabranch.compiler.inspect;

import dev.anabranch.compiler.inspect.Instance.Coordinate;
import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.model.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The instances of a plan by their names, and what is said about one that it does not have. */
final class KnownInstances {
    private static final int MOST_LISTED = 12;

    private final Plan plan;
    private final Map<String, List<Named>> byArray = new HashMap<>();

    KnownInstances(Plan plan) {
        this.plan = plan;
    }

    /** An instance, and the task that it is or that makes it. */
    private record Named(Instance instance, int task) {}

    /** The tasks that have this name or make a dataset of this name, ascending. */
    Set<Integer> tasks(Instance instance) {
        Set<Integer> found = new TreeSet<>();
        for (Named named : byArray.computeIfAbsent(instance.name(), this::ofArray)) {
            if (instance.means(named.instance())) {
                found.add(named.task());
            }
        }
        return found;
    }

    /** A plan may have a million names, so only those of an array that is asked for are read. */
    private List<Named> ofArray(String array) {
        List<Named> found = new ArrayList<>();
        for (int row = 0; row < plan.tasks().task().length; row++) {
            if (array(plan.tasks().name()[row]).equals(array)) {
                found.add(new Named(
                        Instance.of(plan.tasks().name()[row]), plan.tasks().task()[row]));
            }
        }
        for (int row = 0; row < plan.datasets().slot().length; row++) {
            if (array(plan.datasets().name()[row]).equals(array)) {
                found.add(new Named(
                        Instance.of(plan.datasets().name()[row]),
                        plan.datasets().producer()[row]));
            }
        }
        return found;
    }

    private static String array(String name) {
        int open = name.indexOf('[');
        return open < 0 ? name : name.substring(0, open);
    }

    /** What a person may have meant by an instance that the plan does not have, in sentences. */
    List<String> advice(Instance instance) {
        List<Instance> sameArray = byArray.computeIfAbsent(instance.name(), this::ofArray).stream()
                .map(Named::instance)
                .toList();
        return sameArray.isEmpty() ? aboutName(instance.name()) : aboutCoordinates(instance, sameArray);
    }

    private List<String> aboutName(String name) {
        Set<String> arrays = Stream.of(plan.datasets().name(), plan.tasks().name())
                .flatMap(Arrays::stream)
                .map(KnownInstances::array)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> advice = new ArrayList<>();
        advice.add("The plan has no array `" + name + "`.");
        Spelling.closest(name, arrays).ifPresent(meant -> advice.add("Did you mean `" + meant + "`?"));
        advice.add("It has " + listed(arrays) + ".");
        return advice;
    }

    /** An array may have several forms: its tasks have the indices of their equation, its datasets those of the array. */
    private static List<String> aboutCoordinates(Instance asked, List<Instance> known) {
        Map<List<String>, List<Instance>> forms = known.stream()
                .collect(Collectors.groupingBy(KnownInstances::indices, LinkedHashMap::new, Collectors.toList()));
        Optional<Map.Entry<List<String>, List<Instance>>> form = forms.entrySet().stream()
                .filter(entry -> entry.getKey().size() == asked.coordinates().size())
                .findFirst();
        if (form.isEmpty()) {
            return List.of("`" + asked.name() + "` has other indices, for example "
                    + forms.values().stream()
                            .map(instances -> "`" + text(instances.get(0)) + "`")
                            .collect(Collectors.joining(" or "))
                    + ".");
        }
        List<String> indices = form.get().getKey();
        List<Instance> instances = form.get().getValue();
        List<String> advice = new ArrayList<>();
        for (Coordinate coordinate : asked.coordinates()) {
            if (!coordinate.index().isEmpty() && !indices.contains(coordinate.index())) {
                String meant = Spelling.closest(coordinate.index(), indices)
                        .map(near -> " Did you mean `" + near + "`?")
                        .orElse("");
                advice.add("`" + asked.name() + "` has no index `" + coordinate.index() + "`." + meant);
            }
        }
        if (advice.isEmpty()) {
            advice.add("The plan has no instance `" + text(asked) + "`.");
            nearest(asked, instances).ifPresent(near -> advice.add("The nearest is `" + text(near) + "`."));
        }
        for (int i = 0; i < indices.size(); i++) {
            int place = i;
            Set<String> coordinates = instances.stream()
                    .map(instance -> instance.coordinates().get(place).text())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            advice.add("`" + indices.get(i) + "` is one of " + listed(coordinates) + ".");
        }
        return advice;
    }

    private static List<String> indices(Instance instance) {
        return instance.coordinates().stream().map(Coordinate::index).toList();
    }

    /** Of as many coordinates, the one in which the fewest differ; of equal ones that whose numbers differ least. */
    private static Optional<Instance> nearest(Instance asked, List<Instance> known) {
        Optional<Instance> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (Instance instance : known) {
            double distance = distance(asked, instance);
            if (distance < least) {
                least = distance;
                best = Optional.of(instance);
            }
        }
        return best;
    }

    private static double distance(Instance asked, Instance known) {
        Map<String, String> byIndex = new LinkedHashMap<>();
        known.coordinates().forEach(coordinate -> byIndex.put(coordinate.index(), coordinate.text()));
        double distance = 0;
        for (int i = 0; i < asked.coordinates().size(); i++) {
            Coordinate wanted = asked.coordinates().get(i);
            String there = wanted.index().isEmpty()
                    ? known.coordinates().get(i).text()
                    : byIndex.getOrDefault(wanted.index(), "");
            if (!wanted.text().equals(there)) {
                distance += 1 + apart(wanted.text(), there);
            }
        }
        return distance;
    }

    /** From 0 to 1. */
    private static double apart(String wanted, String there) {
        if (wanted.matches("-?[0-9]{1,15}") && there.matches("-?[0-9]{1,15}")) {
            double difference = Math.abs(Long.parseLong(wanted) - Long.parseLong(there));
            return difference / (1 + difference);
        }
        return Spelling.closest(wanted, List.of(there)).isPresent() ? 0.5 : 1;
    }

    private static String text(Instance instance) {
        return instance.coordinates().isEmpty()
                ? instance.name()
                : instance.coordinates().stream()
                        .map(c -> c.index().isEmpty() ? c.text() : c.index() + ": " + c.text())
                        .collect(Collectors.joining(", ", instance.name() + "[", "]"));
    }

    private static String listed(Collection<String> names) {
        if (names.size() <= MOST_LISTED) {
            return String.join(", ", names);
        }
        List<String> all = List.copyOf(names);
        return String.join(", ", all.subList(0, MOST_LISTED / 2)) + " ... "
                + String.join(", ", all.subList(all.size() - MOST_LISTED / 2, all.size())) + " (" + all.size()
                + " in all)";
    }
}
