package dev.anabranch.driver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanAxes;
import dev.anabranch.model.plan.PlanCoordinates;
import dev.anabranch.model.plan.PlanDatasets;
import dev.anabranch.model.plan.PlanDecisions;
import dev.anabranch.model.plan.PlanDependencies;
import dev.anabranch.model.plan.PlanDispatch;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanMeanings;
import dev.anabranch.model.plan.PlanNumbers;
import dev.anabranch.model.plan.PlanPublications;
import dev.anabranch.model.plan.PlanSteps;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.model.plan.PlanTasks;
import dev.anabranch.model.plan.PlanTransfers;
import dev.anabranch.model.plan.PlanWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStoreTest {
    private static final String HASH = "ab".repeat(32);
    private static final Cluster CLUSTER = Cluster.of(
                    List.of(
                            new Host("a", List.of(2.0, 0.1), 1L << 40, List.of("gpu")),
                            new Host("b", List.of(1.0), 0, List.of())),
                    Cluster.BY_REFERENCE,
                    new Link(1e-3, 125e6))
            .withModel(MachineModel.CONTENTION_FREE);

    @TempDir
    Path root;

    private static PlanPackage contents(String name, double start) {
        Plan plan = new Plan(
                new PlanHashes("1", "2", "3", "4", HASH),
                new PlanSummary(
                        "f", 1, 1, 1, 0.1, 0.1, 0.1, List.of("a", "b"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, true),
                new PlanWorkers(
                        new String[] {"local/0"},
                        new String[] {"local"},
                        new double[] {1},
                        new int[] {1},
                        new double[] {0.1},
                        new long[] {8}),
                new PlanFamilies(
                        new String[] {name},
                        new String[] {"grid.mean"},
                        new String[] {"f.flow"},
                        new int[] {3},
                        new int[] {1},
                        new double[] {0.1},
                        new String[] {"ANNOTATED"},
                        new String[] {"GUESSED"},
                        new String[] {"gpu"},
                        new long[] {1L << 40},
                        new int[] {1},
                        new int[] {4},
                        new int[] {3},
                        new boolean[] {true},
                        new boolean[] {false}),
                new PlanTasks(
                        new int[] {0},
                        new String[] {name},
                        new int[] {0},
                        new int[] {0},
                        new int[] {0},
                        new int[] {0},
                        new double[] {start},
                        new double[] {0.1},
                        new double[] {0.1},
                        new String[] {"MEASURED"}),
                new PlanDatasets(
                        new int[] {0},
                        new String[] {name},
                        new int[] {0},
                        new long[] {8},
                        new String[] {"GUESSED"},
                        new int[] {-1},
                        new double[] {0.5}),
                new PlanDependencies(new int[0], new int[0]),
                new PlanSteps(
                        new int[] {0, 0},
                        new String[] {"RUN", "PURGE"},
                        new int[] {0, -1},
                        new int[] {-1, 0},
                        new int[] {-1, -1}),
                new PlanTransfers(new int[0], new int[0], new int[0], new long[0], new double[0], new double[0]),
                new PlanPublications(new int[0], new String[0], new String[0], new String[0]),
                new PlanDecisions(new String[0], new String[0], new String[0], new long[0]));
        return new PlanPackage(
                plan,
                CLUSTER,
                "origins",
                new PlanAxes(new int[0], new int[0], new String[0], new long[0]),
                new PlanDispatch(new int[0], new int[0], new int[0]),
                new PlanCoordinates(new int[0]),
                new PlanNumbers(new int[0], new int[0], new String[0]),
                new PlanMeanings(new String[] {"c"}, new String[] {"m"}),
                "flows.f.F",
                new TreeMap<>(Map.of("flows.f.F", "package flows.f;\n")));
    }

    @Test
    void aKeptPlanIsFoundAndEqual() throws IOException {
        PlanStore store = new PlanStore(root);
        assertThat(store.find(HASH)).isEmpty();
        PlanPackage kept = contents("größe[i: 1]", Double.MIN_VALUE);
        store.keep(kept);
        PlanFolder found = store.find(HASH).orElseThrow();
        assertThat(found.plan()).usingRecursiveComparison().isEqualTo(kept.plan());
        assertThat(found.sources()).isEqualTo(kept.sources());
        assertThat(found.entryClass()).isEqualTo("flows.f.F");
        assertThat(found.cluster()).usingRecursiveComparison().isEqualTo(CLUSTER);
    }

    @Test
    void keepingAgainReplaces() throws IOException {
        PlanStore store = new PlanStore(root);
        store.keep(contents("a", 0));
        store.keep(contents("b", 0));
        assertThat(store.find(HASH).orElseThrow().plan().tasks().name()).containsExactly("b");
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void samePlanSameBytes() throws IOException {
        PlanFolder.write(root.resolve("one"), contents("a", 0.25));
        PlanFolder.write(root.resolve("two"), contents("a", 0.25));
        try (Stream<Path> files = Files.walk(root.resolve("one"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(root.resolve("two").resolve(root.resolve("one").relativize(file)))
                        .hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void aDamagedPlanCountsAsMissing() throws IOException {
        PlanStore store = new PlanStore(root);
        PlanFolder kept = store.keep(contents("a", 0));
        try (Stream<Path> files = Files.list(kept.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] whole = Files.readAllBytes(file);
                byte[] damaged = whole.clone();
                damaged[damaged.length / 2] ^= 1;
                Files.write(file, damaged);
                boolean changesMeaning = !file.endsWith("manifest.json");
                assertThat(changesMeaning && store.find(HASH).isPresent())
                        .as(file.toString())
                        .isFalse();
                Files.delete(file);
                assertThat(store.find(HASH)).as(file.toString()).isEmpty();
                Files.write(file, whole);
            }
        }
        assertThat(store.find(HASH)).isPresent();
    }

    @Test
    void classesAreCompiledOnce() throws IOException {
        PlanFolder folder = PlanFolder.write(root.resolve("p"), contents("a", 0));
        assertThat(folder.classes(sources -> Map.of("flows.f.F", new byte[] {1, 2})))
                .containsOnlyKeys("flows.f.F");
        assertThat(folder.classes(sources -> {
                    throw new AssertionError("compiled again");
                }))
                .containsEntry("flows.f.F", new byte[] {1, 2});
    }

    @Test
    void copiesAreWholeAndNeverMixed() throws IOException {
        PlanFolder folder = PlanFolder.write(root.resolve("p"), contents("a", 0));
        folder.copyTo(root.resolve("copy"));
        assertThat(PlanFolder.open(root.resolve("copy")).plan())
                .usingRecursiveComparison()
                .isEqualTo(folder.plan());
        assertThatThrownBy(() -> folder.copyTo(root.resolve("copy"))).hasMessageContaining("not empty");
    }

    @Property
    void anyTextAndTimeSurvive(@ForAll String name, @ForAll double start) throws IOException {
        Path folder = Files.createTempDirectory("plan");
        try {
            String valid = new String(
                    name.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
            PlanFolder.write(folder, contents(valid, start));
            Plan plan = PlanFolder.open(folder).plan();
            assertThat(plan.tasks().name()).containsExactly(valid);
            assertThat(plan.tasks().start()).containsExactly(start);
        } finally {
            PlanFolder.delete(folder);
        }
    }
}
