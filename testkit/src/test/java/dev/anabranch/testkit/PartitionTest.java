package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.schedule.partition.Partition;
import dev.anabranch.compiler.schedule.partition.WeightedGraph;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartitionTest {
    private static final double SLACK = 0.05;

    /** So many cliques of so many vertices of weight 1, joined to a ring by edges of little cost. */
    private static final class Cliques {
        final double[] weight;
        final int[] only;
        private final int[] from;
        private final int[] to;
        private final double[] cost;
        private int edges;

        Cliques(int cliques, int size, Random random) {
            int count = cliques * size;
            this.weight = new double[count];
            this.only = new int[count];
            this.from = new int[cliques * (size * size + 1)];
            this.to = new int[from.length];
            this.cost = new double[from.length];
            Arrays.fill(weight, 1);
            Arrays.fill(only, -1);
            for (int clique = 0; clique < cliques; clique++) {
                for (int i = 0; i < size; i++) {
                    for (int j = i + 1; j < size; j++) {
                        add(clique * size + i, clique * size + j, 5 + random.nextDouble());
                    }
                }
                add(clique * size, (clique + 1) % cliques * size, 1);
            }
        }

        private void add(int a, int b, double much) {
            from[edges] = a;
            to[edges] = b;
            cost[edges++] = much;
        }

        WeightedGraph graph() {
            return new WeightedGraph(weight, only, from, to, cost, edges);
        }

        double cut(int[] part) {
            double sum = 0;
            for (int e = 0; e < edges; e++) {
                sum += part[from[e]] == part[to[e]] ? 0 : cost[e];
            }
            return sum;
        }
    }

    private static double[] equal(int parts) {
        double[] share = new double[parts];
        Arrays.fill(share, 1.0 / parts);
        return share;
    }

    private static double[] loads(int[] part, double[] weight, int parts) {
        double[] load = new double[parts];
        for (int vertex = 0; vertex < part.length; vertex++) {
            load[part[vertex]] += weight[vertex];
        }
        return load;
    }

    @Property(tries = 100)
    void cliquesStayWholeAndPartsGetTheirShare(
            @ForAll @IntRange(min = 2, max = 5) int parts,
            @ForAll @IntRange(min = 4, max = 12) int each,
            @ForAll @IntRange(min = 5, max = 12) int size,
            @ForAll long seed) {
        Cliques cliques = new Cliques(parts * each, size, new Random(seed));
        int[] part = new Partition(equal(parts), SLACK).of(cliques.graph());
        assertThat(Arrays.stream(loads(part, cliques.weight, parts)))
                .allMatch(load -> load <= each * size * (1 + SLACK) + 1e-9);
        // Whole cliques in a ring: at most every joint crosses, and no clique's inner edge does.
        assertThat(cliques.cut(part)).isLessThanOrEqualTo(parts * each);
    }

    @Property(tries = 50)
    void whatBelongsInAPartIsThere(@ForAll long seed) {
        Random random = new Random(seed);
        Cliques cliques = new Cliques(12, 6, random);
        for (int i = 0; i < 10; i++) {
            cliques.only[random.nextInt(cliques.only.length)] = random.nextInt(3);
        }
        int[] part = new Partition(equal(3), SLACK).of(cliques.graph());
        for (int vertex = 0; vertex < part.length; vertex++) {
            assertThat(cliques.only[vertex] < 0 || cliques.only[vertex] == part[vertex])
                    .isTrue();
        }
    }

    @Example
    void fasterHostsGetMore() {
        Cliques cliques = new Cliques(30, 10, new Random(1));
        int[] part = new Partition(new double[] {0.5, 0.3, 0.2}, SLACK).of(cliques.graph());
        double[] load = loads(part, cliques.weight, 3);
        assertThat(load[0]).isBetween(140.0, 158.0);
        assertThat(load[1]).isBetween(80.0, 95.0);
        assertThat(load[2]).isBetween(50.0, 63.0);
    }

    @Property(tries = 20)
    void equalGraphsAreSplitEqually(@ForAll long seed) {
        int[] once = new Partition(equal(4), SLACK).of(new Cliques(20, 8, new Random(seed)).graph());
        int[] again = new Partition(equal(4), SLACK).of(new Cliques(20, 8, new Random(seed)).graph());
        assertThat(once).isEqualTo(again);
    }
}
