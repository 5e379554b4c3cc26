package dev.anabranch.testkit.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds datasets that depend on each other in circles: what is left when all others are taken away. */
final class Circles {
    private final List<Set<Integer>> before = new ArrayList<>();
    private final List<Set<Integer>> after = new ArrayList<>();

    private Circles(List<ReferenceTask> tasks, List<Definition> definitions, Datasets datasets) {
        IdentityHashMap<Definition, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            numbers.put(definitions.get(i), i);
            after.add(new HashSet<>());
        }
        for (int i = 0; i < tasks.size(); i++) {
            Set<Integer> read = new HashSet<>();
            for (Instance instance : Reads.of(tasks.get(i))) {
                if (datasets.defined(instance)) {
                    int maker = numbers.getOrDefault(datasets.definition(instance), i);
                    read.add(maker);
                    after.get(maker).add(i);
                }
            }
            before.add(read);
        }
    }

    static Optional<ReferenceMistake> find(List<ReferenceTask> tasks, List<Definition> definitions, Datasets datasets) {
        Circles circles = new Circles(tasks, definitions, datasets);
        Set<Integer> left = new HashSet<>();
        for (int i = 0; i < tasks.size(); i++) {
            left.add(i);
        }
        circles.before(left);
        circles.after(left);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        List<Instance> instances = left.stream()
                .sorted()
                .flatMap(i -> definitions.get(i).all().stream())
                .toList();
        return Optional.of(new ReferenceMistake(
                ReferenceMistake.Kind.CYCLE,
                definitions
                        .get(left.stream().sorted().findFirst().orElseThrow())
                        .equation()
                        .statement()
                        .span(),
                instances,
                instances + " depend on each other"));
    }

    /** Takes away what reads nothing that is left. */
    private void before(Set<Integer> left) {
        takeAway(left, before, after);
    }

    /** Takes away what nothing that is left reads. */
    private void after(Set<Integer> left) {
        takeAway(left, after, before);
    }

    private static void takeAway(Set<Integer> left, List<Set<Integer>> needs, List<Set<Integer>> needed) {
        int[] open = new int[needs.size()];
        List<Integer> ready = new ArrayList<>();
        for (int i : left) {
            open[i] = (int) needs.get(i).stream().filter(left::contains).count();
            if (open[i] == 0) {
                ready.add(i);
            }
        }
        while (!ready.isEmpty()) {
            int next = ready.remove(ready.size() - 1);
            left.remove(next);
            for (int other : needed.get(next)) {
                if (left.contains(other) && --open[other] == 0) {
                    ready.add(other);
                }
            }
        }
    }
}
