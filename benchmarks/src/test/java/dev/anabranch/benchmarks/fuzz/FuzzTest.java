package dev.anabranch.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler answers to whatever it is given. */
class FuzzTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().endsWith("benchmarks") ? Path.of("..") : Path.of("");

    @TempDir
    Path folder;

    @Test
    void everyLawHoldsForTwoThousandInputs() throws IOException {
        Findings findings = new Findings(folder);
        FuzzRun run = new FuzzRun(new Mutator(Corpus.below(ROOT), 20), findings);
        for (int number = 0; number < 2_000; number++) {
            run.tryNumber(number);
        }
        assertThat(findings.counts()).as(findings.kept()).isEmpty();
        assertThat(run.accepted()).as("accepted").isBetween(200, 1_800);
        assertThat(run.planned()).as("planned").isGreaterThan(200);
        assertThat(run.codes()).as("codes").hasSizeGreaterThan(70);
    }

    @Test
    void anInputCanBeMadeAgainByItsNumber() throws IOException {
        Corpus corpus = Corpus.below(ROOT.resolve("samples"));
        for (int number = 0; number < 100; number++) {
            FuzzInput once = new Mutator(corpus, 1).input(number);
            FuzzInput again = new Mutator(corpus, 1).input(number);
            assertThat(again.bytes()).isEqualTo(once.bytes());
            assertThat(again.others()).isEqualTo(once.others());
            assertThat(again.params()).isEqualTo(once.params());
        }
    }

    @Test
    void aFlowHasTheFlowsBesideItThatItUses() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(folder.resolve("first.flow"), "use flow \"parts/second.flow\" as second");
        Files.writeString(folder.resolve("parts/second.flow"), "use flow \"third.flow\" as third");
        Files.writeString(folder.resolve("parts/third.flow"), "use lab");
        assertThat(Corpus.below(folder).entries().get(0).others())
                .containsOnlyKeys("parts/second.flow", "parts/third.flow");
    }
}
