package dev.anabranch.driver.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.driver.DiagnosticIndex;
import dev.anabranch.driver.FlowFormat;
import dev.anabranch.dsl.SyntaxCodes;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code has an example: a file with just that mistake, and the file mended, without any. */
class DiagnosticExamplesTest {
    private static final Path SOURCES = Path.of("src/main/resources/dev/anabranch/driver/example");
    private static final Path MODULE =
            Path.of("").toAbsolutePath().endsWith("driver") ? Path.of("") : Path.of("driver");
    private static final Path FOLDER = MODULE.resolve(SOURCES);
    private static final int MOST_LINES = 12;

    @TempDir
    Path folder;

    static List<DiagnosticCode> codes() {
        return DiagnosticIndex.all();
    }

    static List<DiagnosticCode> shown() {
        return codes().stream()
                .filter(code -> exists(code, "wrong.flow") || exists(code, "wrong.yaml"))
                .toList();
    }

    private static boolean exists(DiagnosticCode code, String name) {
        return Files.exists(FOLDER.resolve(code.id()).resolve(name));
    }

    @Test
    void everyCodeHasAnExampleOrAReasonForNone() {
        List<String> missing = codes().stream()
                .filter(code -> !exists(code, "none.txt")
                        && !(exists(code, "wrong.flow") && exists(code, "mended.flow"))
                        && !(exists(code, "wrong.yaml") && exists(code, "mended.yaml")))
                .map(code -> code.id() + " (" + code.title() + ")")
                .toList();
        assertThat(missing)
                .as(
                        "codes without wrong.flow and mended.flow in the folder of their name below driver/%s; write both,"
                                + " then mvn test -pl docs -am -Ddocs.update=true adds what is printed",
                        SOURCES)
                .isEmpty();
    }

    @Test
    void everyExampleHasACodeAndNoOtherFiles() throws IOException {
        List<String> ids = codes().stream().map(DiagnosticCode::id).toList();
        List<String> known = new ArrayList<>(DiagnosticExample.OTHERS);
        known.addAll(List.of("wrong.flow", "mended.flow", "wrong.yaml", "mended.yaml", "wrong.txt", "none.txt"));
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                assertThat(ids)
                        .as("%s is of a code that is gone: remove its folder", file)
                        .contains(file.getParent().getFileName().toString());
                assertThat(known)
                        .as("%s is no part of an example; DiagnosticExample lists the names", file)
                        .contains(file.getFileName().toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shown")
    void theWrongFileHasJustThatMistake(DiagnosticCode code) throws IOException {
        DiagnosticExample example = example(code);
        ExampleRun run = new ExampleRun(folder);
        List<Diagnostic> diagnostics = run.diagnostics(example, example.wrong());
        List<Diagnostic> own =
                diagnostics.stream().filter(d -> d.code().equals(code)).toList();
        String all = DiagnosticPrinter.plain().print(diagnostics);
        assertThat(own).as(all).isNotEmpty();
        if (!code.equals(SyntaxCodes.TOO_MANY_ERRORS)) {
            assertThat(own).as(all).hasSameSizeAs(diagnostics);
        }
        String printed = run.named(DiagnosticPrinter.plain().print(own));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(FOLDER.resolve(code.id()).resolve("wrong.txt"), printed);
            Path copy = MODULE.resolve("target/classes")
                    .resolve(Path.of("src/main/resources").relativize(SOURCES));
            Files.writeString(copy.resolve(code.id()).resolve("wrong.txt"), printed);
        }
        assertThat(DiagnosticExample.of(code).orElseThrow().printed())
                .as("wrong.txt of %s; mvn test -pl docs -am -Ddocs.update=true writes it anew", code.id())
                .isEqualTo(printed);
    }

    @ParameterizedTest
    @MethodSource("shown")
    void everyMistakeOfTheWrongFileComesWithAWayOut(DiagnosticCode code) throws IOException {
        DiagnosticExample example = example(code);
        for (Diagnostic diagnostic : new ExampleRun(folder).diagnostics(example, example.wrong())) {
            assertThat(diagnostic.help())
                    .as(DiagnosticPrinter.plain().print(diagnostic))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shown")
    void theMendedFileHasNone(DiagnosticCode code) throws IOException {
        DiagnosticExample example = example(code);
        List<Diagnostic> diagnostics = new ExampleRun(folder).diagnostics(example, example.mended());
        assertThat(DiagnosticPrinter.plain().print(diagnostics)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shown")
    void filesAreShortAndLaidOutAsFmtDoes(DiagnosticCode code) throws IOException {
        DiagnosticExample example = example(code);
        for (ExampleFile file : (Iterable<ExampleFile>) example.files()::iterator) {
            assertThat(file.text().lines().count()).as(file.name()).isLessThanOrEqualTo(MOST_LINES);
            if (file.name().endsWith(".flow") && !file.name().startsWith("wrong.")) {
                Optional<String> formatted =
                        FlowFormat.format(file.name(), file.bytes()).value();
                assertThat(formatted).as(file.name()).contains(file.text());
            }
        }
    }

    /** As the class path has it, but without what is printed, which an update writes first. */
    private static DiagnosticExample example(DiagnosticCode code) throws IOException {
        List<ExampleFile> others = new ArrayList<>();
        for (String name : DiagnosticExample.OTHERS) {
            if (exists(code, name)) {
                others.add(file(code, name));
            }
        }
        String ending = exists(code, "wrong.yaml") ? ".yaml" : ".flow";
        return new DiagnosticExample(file(code, "wrong" + ending), "", file(code, "mended" + ending), others);
    }

    private static ExampleFile file(DiagnosticCode code, String name) throws IOException {
        return new ExampleFile(name, Files.readString(FOLDER.resolve(code.id()).resolve(name)));
    }
}
