package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** Whoever asks a verb for help sees how it is called. */
class HelpTest {
    @TempDir
    Path folder;

    static Stream<String> verbs() {
        return Verbs.classes().keySet().stream().filter(verb -> !verb.equals("help"));
    }

    @Test
    void verbsAreCalledAsTheyCallThemselves() {
        assertThat(Verbs.classes())
                .allSatisfy((verb, type) ->
                        assertThat(type.getAnnotation(Command.class).name()).isEqualTo(verb));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbGivesExamplesOfItself(String verb) {
        Anabranch anabranch = new Anabranch(folder);
        String help = anabranch.call("help", verb).out();
        List<String> lines = help.lines().toList();
        int examples = lines.indexOf("Examples:");
        assertThat(examples).as(help).isPositive();
        assertThat(lines.subList(examples + 1, lines.size()))
                .anySatisfy(line -> assertThat(line).startsWith("  anabranch " + verb))
                .allSatisfy(line -> assertThat(line).startsWith("  anabranch ").hasSizeLessThanOrEqualTo(100));
        assertThat(help).contains("--json").doesNotContain("\u001b");
    }
}
