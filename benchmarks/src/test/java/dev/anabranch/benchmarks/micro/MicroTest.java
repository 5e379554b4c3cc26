package dev.anabranch.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.benchmarks.kernels.PreparedForms;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What is compared does the same. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class MicroTest {
    private static final int TURNS = 10;

    static Stream<Turns> turns() {
        return Stream.of(
                new ByHandTurns.Volatiles(),
                new ByHandTurns.Words(TURNS),
                new ByHandTurns.References(TURNS),
                new ByHandTurns.Parks(),
                new ByHandTurns.LooksThenParks(),
                new StoreTurns.Numbers(TURNS),
                new StoreTurns.Slots(TURNS),
                new StoreTurns.Sleeps(TURNS),
                new LaterTurns(new StoreTurns.Sleeps(TURNS)));
    }

    @ParameterizedTest
    @MethodSource("turns")
    void twoThreadsTakeAllTurnsAgainAndAgain(Turns turns) throws InterruptedException {
        Partner partner = new Partner(turns, TURNS);
        try (partner) {
            turns.enter(0, Thread.currentThread());
            partner.start();
            for (int round = 0; round < 20; round++) {
                assertThat(partner.play()).isEqualTo(TURNS);
            }
        }
        partner.join();
    }

    @Test
    void aFlowTakesTheSameTurns() {
        TurnsFlow flow = TurnsFlow.of(TURNS);
        assertThat(flow.run(Duration.ofSeconds(1))).isEqualTo(TURNS);
        assertThat(flow.run(Duration.ZERO)).isEqualTo(TURNS);
    }

    @Test
    void allFlagsPassTheSameValuesAndAreEmptiedAgain() {
        ReadyFlagBenchmark flags = new ReadyFlagBenchmark();
        ReadyFlagBenchmark.Words words = new ReadyFlagBenchmark.Words();
        ReadyFlagBenchmark.References references = new ReadyFlagBenchmark.References();
        ReadyFlagBenchmark.Store store = new ReadyFlagBenchmark.Store();
        long sum = (ReadyFlagBenchmark.VALUES + 1L) * ReadyFlagBenchmark.VALUES / 2;
        for (int round = 0; round < 3; round++) {
            assertThat(List.of(
                            flags.plainWords(words),
                            flags.orderedWords(words),
                            flags.ownNumbers(words),
                            flags.sharedNumbers(words),
                            flags.numbersInStore(store),
                            flags.plainReferences(references),
                            flags.orderedReferences(references),
                            flags.ownSlots(store, references),
                            flags.sharedSlots(store, references)))
                    .containsOnly(sum);
        }
    }

    @Test
    void everyFormOfAKernelRuns() throws ReflectiveOperationException {
        try (PreparedForms forms = PreparedForms.of("sum", 1 << 10)) {
            assertThat(forms.runs()).hasSize(6);
            forms.runs().values().forEach(Runnable::run);
        }
    }

    @Test
    void whatABenchmarkIsComparedWithIsOneOfItsClass() {
        for (Class<?> type : List.of(
                ReadyFlagBenchmark.class, HandOffBenchmark.class, LendBenchmark.class, KernelFormBenchmark.class)) {
            List<Method> measured = Arrays.stream(type.getMethods())
                    .filter(method -> method.isAnnotationPresent(Benchmark.class))
                    .toList();
            List<String> names = measured.stream().map(Method::getName).toList();
            assertThat(measured)
                    .filteredOn(method -> method.isAnnotationPresent(Beside.class))
                    .isNotEmpty()
                    .allSatisfy(method -> assertThat(names)
                            .contains(method.getAnnotation(Beside.class).value()));
        }
    }

    @Test
    void theTableHasARatioForWhatIsCompared() throws RunnerException {
        // Other benchmarks of this machine do not matter to a table.
        System.setProperty("jmh.ignoreLock", "true");
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(LendBenchmark.class.getName() + ".(counter|table)$")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(2)
                        .measurementTime(TimeValue.milliseconds(20))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<String> lines = Micro.table(results).lines().toList();
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("LendBenchmark\\.counter +[0-9. NaN]+"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("LendBenchmark\\.table +[0-9. NaN]+ +[0-9.]+  counter"));
    }
}
