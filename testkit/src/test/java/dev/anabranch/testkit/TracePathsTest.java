package dev.anabranch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.analyse.Paths;
import dev.anabranch.compiler.analyse.TracePaths;
import dev.anabranch.compiler.analyse.UpwardRank;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TracePathsTest {
    private static final double BYTES_PER_SECOND = 125e6;

    @Provide
    static Arbitrary<Dag> shapes() {
        return TaskShapes.any();
    }

    private static Paths paths(Dag dag) {
        return TracePaths.of(dag, dag::work, edge -> dag.bytes(edge) / BYTES_PER_SECOND);
    }

    /** The heaviest edge from one unit to another, -1 if there is none. */
    private static int edge(Dag dag, int from, int to) {
        int heaviest = -1;
        for (int edge = dag.firstIn(to); edge < dag.firstIn(to + 1); edge++) {
            if (dag.source(edge) == from && (heaviest < 0 || dag.bytes(edge) > dag.bytes(heaviest))) {
                heaviest = edge;
            }
        }
        return heaviest;
    }

    @Property
    void everyUnitIsOnOnePathAndPathsAreChainsOfDependencies(@ForAll("shapes") Dag dag) {
        Paths paths = paths(dag);
        boolean[] seen = new boolean[dag.units()];
        for (int path = 0; path < paths.count(); path++) {
            int[] units = paths.units(path);
            assertThat(units).isNotEmpty();
            for (int i = 0; i < units.length; i++) {
                assertThat(seen[units[i]]).isFalse();
                seen[units[i]] = true;
                assertThat(paths.pathOf(units[i])).isEqualTo(path);
                assertThat(i == 0 || edge(dag, units[i - 1], units[i]) >= 0).isTrue();
            }
        }
        for (boolean one : seen) {
            assertThat(one).isTrue();
        }
    }

    @Property
    void theFirstPathIsTheCriticalPath(@ForAll("shapes") Dag dag) {
        double[] rank = UpwardRank.of(dag, dag::work, bytes -> bytes / BYTES_PER_SECOND);
        int[] first = paths(dag).units(0);
        double weight = dag.work(first[0]);
        for (int i = 1; i < first.length; i++) {
            int edge = edge(dag, first[i - 1], first[i]);
            weight += dag.bytes(edge) / BYTES_PER_SECOND + dag.work(first[i]);
        }
        double longest = Arrays.stream(rank).max().orElseThrow();
        assertThat(weight).isCloseTo(longest, within(1e-9 * longest));
    }

    @Property
    void noPathStopsBeforeASourceOrASinkOfWhatIsLeft(@ForAll("shapes") Dag dag) {
        Paths paths = paths(dag);
        Set<Integer> gone = new HashSet<>();
        for (int path = 0; path < paths.count(); path++) {
            int[] units = paths.units(path);
            for (int edge = dag.firstIn(units[0]); edge < dag.firstIn(units[0] + 1); edge++) {
                assertThat(gone).contains(dag.source(edge));
            }
            Arrays.stream(units).forEach(gone::add);
            int last = units[units.length - 1];
            for (int i = 0; i < dag.outDegree(last); i++) {
                assertThat(gone).contains(dag.target(dag.outEdge(last, i)));
            }
        }
    }
}
