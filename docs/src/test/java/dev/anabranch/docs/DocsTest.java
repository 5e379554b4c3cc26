package dev.anabranch.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation says what runs: its flows check, its Java compiles, its commands print what it shows. */
class DocsTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().endsWith("docs") ? Path.of("") : Path.of("docs");
    private static final Path REPOSITORY = DOCS.toAbsolutePath().normalize().getParent();
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final List<String> LANGUAGES =
            List.of("flow", "java", "console", "text", "yaml", "sql", "python", "csv", "json", "properties", "");

    @TempDir
    Path folder;

    static Stream<Page> pages() throws IOException {
        return Page.all(REPOSITORY.resolve("docs")).stream();
    }

    static Stream<Page> pagesWithCommands() throws IOException {
        return pages().filter(page -> !page.blocks("console").isEmpty());
    }

    /** A misspelt language would leave a block untested. */
    @ParameterizedTest
    @MethodSource("pages")
    void blocksAreOfLanguagesThatAreKnown(Page page) {
        assertThat(page.blocks())
                .allSatisfy(block -> assertThat(LANGUAGES).as(block.toString()).contains(block.language()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksResolve(Page page) throws IOException {
        Matcher link = LINK.matcher(page.prose());
        while (link.find()) {
            if (link.group(1).startsWith("http")) {
                continue;
            }
            Path target = link.group(1).isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(link.group(1)).normalize();
            assertThat(target).as(page + ": " + link.group()).exists();
            if (link.group(2) != null) {
                assertThat(Page.read(target).anchors())
                        .as(page + ": " + link.group())
                        .contains(link.group(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void javaCompilesAndFlowsAreRightOrWrongAsTheySay(Page page) throws IOException {
        for (Page.Block block : page.blocks()) {
            block.option("file").ifPresent(name -> write(name, block.body()));
        }
        Path classes = folder.resolve("classes");
        assertThat(JavaBlocks.compile(page.blocks("java"), classes))
                .as(page.toString())
                .isEmpty();
        for (Page.Block block : page.blocks("flow")) {
            String text = (block.has("fragment") ? block.prelude() : "") + block.body();
            List<String> errors = errors(text.replace("files(\"", "files(\"" + folder + "/"));
            if (block.option("wrong").isPresent()) {
                assertThat(errors)
                        .as(block.toString())
                        .isNotEmpty()
                        .allSatisfy(
                                error -> assertThat(block.option("wrong").get().split(",", -1))
                                        .contains(error.substring(0, 5)));
            } else {
                assertThat(errors).as(block.toString()).isEmpty();
            }
        }
    }

    static Stream<Page> pagesWithTests() throws IOException {
        return pages().filter(page -> page.blocks("java").stream().anyMatch(PageTests::isTest));
    }

    @ParameterizedTest
    @MethodSource("pagesWithTests")
    void testsPass(Page page) throws IOException, InterruptedException {
        for (Page.Block block : page.blocks()) {
            block.option("file").ifPresent(name -> write(name, block.body()));
        }
        JavaBlocks.compile(page.blocks("java"), folder.resolve("classes"));
        Session.Answer answer = new Session(folder, REPOSITORY).test("classes");
        assertThat(answer.status())
                .as(page + "\n" + String.join("\n", answer.lines()))
                .isZero();
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> errors(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("checked.flow"), text);
        URL[] own = {folder.resolve("classes").toUri().toURL()};
        try (URLClassLoader classes = new URLClassLoader(own, getClass().getClassLoader())) {
            List<Diagnostic> diagnostics = new FlowCompiler(classes, new PlanStore(folder.resolve("plans")))
                    .check(FlowRequest.of(file, 1))
                    .diagnostics();
            return diagnostics.stream()
                    .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                    .map(diagnostic -> diagnostic.code().id() + " at line "
                            + diagnostic.span().line() + ": " + diagnostic.message())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    void commandsPrintWhatIsShown(Page page) throws IOException, InterruptedException {
        Session session = new Session(folder, REPOSITORY);
        try {
            run(session, page);
        } finally {
            session.killWhatIsLeft();
        }
    }

    private void run(Session session, Page page) throws IOException, InterruptedException {
        for (Page.Block block : page.blocks()) {
            if (block.option("file").isPresent()) {
                session.write(block.option("file").get(), block.body());
            } else if (block.language().equals("console")) {
                run(session, block);
            } else if (block.language().equals("sql")) {
                assertThat(PlanQueries.rows(folder.resolve("plan"), block.body()))
                        .as(block.toString())
                        .isPositive();
            }
        }
    }

    private static void run(Session session, Page.Block block) throws IOException, InterruptedException {
        List<Transcript.Command> commands = Transcript.of(block.body()).commands();
        for (int i = 0; i < commands.size(); i++) {
            Transcript.Command command = commands.get(i);
            Session.Answer answer = session.run(command.line());
            String status = i == commands.size() - 1 ? block.option("exit").orElse("0") : "0";
            String description = block + ": " + command.line() + "\n" + String.join("\n", answer.lines()) + "\n";
            assertThat(answer.status()).as(description).hasToString(status);
            if (!command.shows(answer.lines())) {
                assertThat(Transcript.normalized(command.output()))
                        .as(description)
                        .isEqualTo(Transcript.normalized(answer.lines()));
            }
        }
    }

    @Test
    void generatedPagesAreThoseOfTheCode() throws IOException {
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, String> page :
                new GeneratedPages(REPOSITORY).all().entrySet()) {
            Path file = REPOSITORY.resolve("docs/reference").resolve(page.getKey());
            if (Boolean.getBoolean("docs.update")) {
                Files.writeString(file, page.getValue());
            } else if (!Files.exists(file) || !Files.readString(file).equals(page.getValue())) {
                old.add(page.getKey());
            }
        }
        assertThat(old)
                .as("pages that mvn -pl docs -am test -Dtest=DocsTest -Ddocs.update=true writes anew")
                .isEmpty();
    }
}
