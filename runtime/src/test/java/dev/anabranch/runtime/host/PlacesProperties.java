package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.WorkerPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Numbers take each other's places only where nobody reads the first any more. */
class PlacesProperties {
    /** @param back how far before it the numbers are that it reads */
    record Node(int worker, List<Integer> back) {}

    @Provide
    Arbitrary<List<Node>> graphs() {
        Arbitrary<List<Integer>> back = Arbitraries.frequencyOf(
                        Tuple.of(9, Arbitraries.integers().between(1, 6)),
                        Tuple.of(1, Arbitraries.integers().between(1, 80)))
                .list()
                .ofMaxSize(3);
        return Combinators.combine(Arbitraries.frequency(Tuple.of(8, 0), Tuple.of(1, 1), Tuple.of(1, 2)), back)
                .as(Node::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(200);
    }

    @Property(tries = 500)
    void noPlaceIsTakenBeforeTheLastRead(@ForAll("graphs") List<Node> graph) {
        ExecutionPlan plan = plan(graph);
        int[] places = plan.places().byCell();
        for (int worker = 0; worker < plan.workers(); worker++) {
            WorkerPlan program = plan.worker(worker);
            Map<Integer, Integer> lastRead = new HashMap<>();
            for (int run = 0; run < program.runs(); run++) {
                int task = plan.tasks().task(program.row(run));
                for (int i = plan.arguments().first(task); i < plan.arguments().first(task + 1); i++) {
                    lastRead.put(plan.arguments().slot(i), run);
                }
            }
            Map<Integer, Integer> inPlace = new HashMap<>();
            for (int run = 0; run < program.runs(); run++) {
                int slot = plan.tasks().task(program.row(run));
                Integer before = inPlace.put(places[slot], slot);
                if (before != null) {
                    assertThat(plan.slots().isRemote(before)).isFalse();
                    assertThat(plan.slots().isRemote(slot)).isFalse();
                    assertThat(lastRead.getOrDefault(before, -1)).isLessThan(run);
                }
            }
            for (int other = 0; other < graph.size(); other++) {
                if (graph.get(other).worker != worker) {
                    assertThat(inPlace).doesNotContainKey(places[other]);
                }
            }
        }
    }

    @Example
    void aLongChainTakesFewPlaces() {
        List<Node> chain = new ArrayList<>();
        for (int task = 0; task < 10_000; task++) {
            chain.add(new Node(0, List.of(1, 3)));
        }
        ExecutionPlan plan = plan(chain);
        assertThat(IntStream.range(0, chain.size())
                        .map(slot -> plan.places().byCell()[slot])
                        .distinct()
                        .count())
                .isEqualTo(4);
        assertThat(plan.places().alone(0)).isEqualTo(chain.size());
        assertThat(plan.places().mask(0)).isEqualTo(3);
    }

    /** Task by task a number that is its slot's. */
    private static ExecutionPlan plan(List<Node> graph) {
        PlanBuilder builder =
                new PlanBuilder(1 + graph.stream().mapToInt(Node::worker).max().orElseThrow());
        for (int task = 0; task < graph.size(); task++) {
            int self = task;
            int[] reads = graph.get(task).back.stream()
                    .mapToInt(back -> self - back)
                    .filter(read -> read >= 0)
                    .distinct()
                    .toArray();
            builder.task(graph.get(task).worker, "t[task: " + task + "]", reads, task);
        }
        int[] slots = new int[graph.size()];
        Arrays.setAll(slots, slot -> slot);
        return builder.integers(slots).build();
    }
}
