package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the project does is shown by a real build of it, in the module of samples. */
class InitCommandTest {
    @TempDir
    Path folder;

    private Anabranch.Answer init(Object... arguments) {
        return new Anabranch(folder).call("init", arguments);
    }

    private SortedMap<String, String> files() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void aProjectIsWrittenAndSaysWhatToDoNext() throws IOException {
        Anabranch.Answer answer = init(folder.resolve("forecast"), "--group", "com.acme");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains(
                        "wrote " + folder.resolve("forecast/pom.xml"),
                        "not published yet",
                        "mvn -DskipTests install",
                        "cd " + folder.resolve("forecast"),
                        "anabranch run src/main/flow/forecast.flow --class-path target/classes");
        assertThat(files().keySet())
                .containsExactly(
                        "forecast/.gitignore",
                        "forecast/README.md",
                        "forecast/pom.xml",
                        "forecast/src/main/flow/forecast.flow",
                        "forecast/src/main/java/com/acme/forecast/Wind.java",
                        "forecast/src/test/java/com/acme/forecast/ForecastFlowTest.java",
                        "forecast/src/test/java/com/acme/forecast/WindTest.java",
                        "forecast/src/test/resources/junit-platform.properties");
        // Nothing is left to fill in, and every version is one.
        assertThat(files())
                .allSatisfy((name, text) -> assertThat(text)
                        .doesNotContainPattern("@[a-z.-]+@")
                        .doesNotContain("\r")
                        .endsWith("\n"));
        assertThat(files().get("forecast/pom.xml"))
                .containsPattern("<anabranch.version>\\d+\\.\\d+\\.\\d+")
                .contains("<version>1.9.3</version>");
    }

    @Test
    void whatIsThereIsKeptUnlessForced() throws IOException {
        Path project = Files.createDirectories(folder.resolve("forecast"));
        Files.writeString(project.resolve("pom.xml"), "mine");
        Files.writeString(project.resolve("notes.txt"), "mine too");
        SortedMap<String, String> before = files();

        Anabranch.Answer refused = init(project);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains(project.resolve("pom.xml").toString(), "--force")
                .doesNotContain("notes.txt");
        assertThat(files()).isEqualTo(before);

        assertThat(init(project, "--force").status()).isZero();
        assertThat(files()).containsEntry("forecast/notes.txt", "mine too").hasSize(9);
        assertThat(files().get("forecast/pom.xml")).startsWith("<?xml");
    }

    @Test
    void aFolderOrLinkInTheWayIsNotOverwrittenAtAll() throws IOException {
        Files.createDirectories(folder.resolve("a/pom.xml"));
        assertThat(init(folder.resolve("a"), "--force").err()).contains("--force overwrites files, nothing else");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "mine");
        Files.createDirectories(folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b/README.md"), elsewhere);
        assertThat(init(folder.resolve("b"), "--force").status()).isEqualTo(2);
        assertThat(init(elsewhere).err()).contains("is a file");
        assertThat(files()).isEqualTo(new TreeMap<>(Map.of("elsewhere", "mine", "b/README.md", "mine")));
    }

    @ParameterizedTest
    @CsvSource({
        "My-Forecast, my_forecast",
        "2024-run, run",
        "flow, forecast",
        "class, forecast",
        "été, t",
        "'a b', a_b",
        "___, forecast"
    })
    void aNameThatCannotBeComesWithOneThatCan(String name, String proposed) throws IOException {
        Anabranch.Answer answer = init(folder.resolve("p"), "--name", name);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err())
                .contains("cannot be called " + name, "--name " + proposed + ".")
                .hasLineCount(1);
        assertThat(init(folder.resolve(name)).status()).isEqualTo(2);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "com..acme", "Com.acme", "com.my-company", "java.util", "flows", "com.class", "com.acme."})
    void aGroupIsAJavaPackage(String group) throws IOException {
        Anabranch.Answer answer = init(folder.resolve("p"), "--group=" + group);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains("The group cannot be called " + group);
        assertThat(files()).isEmpty();
    }

    /** Names that stand elsewhere in the project, or in Java, do no harm. */
    @ParameterizedTest
    @ValueSource(
            strings = {"wind", "grid", "lorenz", "mean", "member", "java", "flows", "string", "a", "my_flow_2", "x_"})
    void aFlowOfAnyNameIsRight(String name) throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        assertThat(anabranch.call("init", folder.resolve(name)).status()).isZero();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-parameters", "-proc:none", "-d", "" + classes, "-cp", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            Path sources = folder.resolve(name + "/src/main/java/com/example/" + name);
            assertThat(javac.getTask(
                                    new StringWriter(),
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(sources.resolve("Wind.java")))
                            .call())
                    .isTrue();
        }
        Anabranch.Answer check = anabranch.call(
                "check", folder.resolve(name + "/src/main/flow/" + name + ".flow"), "--class-path=" + classes);
        assertThat(check.status()).as(check.err()).isZero();
    }

    @Test
    void theFlowIsLaidOutAsFmtDoes() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        anabranch.call("init", folder.resolve("forecast"));
        Path flow = folder.resolve("forecast/src/main/flow/forecast.flow");
        assertThat(anabranch.call("fmt", "--check", flow).out()).isEmpty();
    }

    @Test
    void programsAreToldTheFiles() throws IOException {
        assertThat(init(folder.resolve("forecast"), "--json").json().get("files"))
                .hasSize(8);
    }
}
