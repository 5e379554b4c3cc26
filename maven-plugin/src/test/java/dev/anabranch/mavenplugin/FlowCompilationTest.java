package dev.anabranch.mavenplugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.driver.profile.ProfileFile;
import dev.anabranch.model.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowCompilationTest {
    private static final String TASKS = """
            package com.acme;
            import dev.anabranch.api.DoubleTensor;
            import dev.anabranch.api.Task;
            public final class Post {
                @Task
                public static double first(DoubleTensor field, long factor) {
                    return field.toArray()[0] * Factor.OF * factor;
                }
            }
            """;

    private static final String FLOW = """
            flow acme
            use lorenz
            use java com.acme.Post as post
            param factor : int = 1
            x = lorenz.perturb(seed: 1)
            y = post.first(x, factor)
            publish y
            """;

    @TempDir
    private Path project;

    @BeforeEach
    void writeProject() throws IOException {
        write("java/com/acme/Post.java", TASKS);
        write("java/com/acme/Factor.java", "package com.acme; final class Factor { static final double OF = 2; }");
        write("acme.flow", FLOW);
    }

    private Path write(String path, String content) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private CompileRequest request(Map<String, String> parameters, String... flows) {
        List<String> classPath =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        return new CompileRequest(
                Arrays.stream(flows)
                        .map(flow -> project.resolve(flow).toString())
                        .toList(),
                parameters,
                2,
                1L << 30,
                "",
                project.resolve("profiles").toString(),
                classPath,
                List.of(project.resolve("java").toString()),
                List.of(project.resolve("resources").toString()),
                project.resolve("plans"),
                new OutputFolders(
                        project.resolve("out/sources"), project.resolve("out/plans"), project.resolve("out/classes")));
    }

    private Optional<String> digest(CompileRequest request, CompileResult result) throws IOException {
        return InputDigest.of(request, project, List.of(), result.ownSources());
    }

    @Test
    void tasksOfTheProjectItselfAreReadFromItsSources() throws IOException {
        CompileResult result = FlowCompilation.run(request(Map.of(), "acme.flow"));

        assertThat(result.errors()).isEmpty();
        assertThat(result.files().digests()).containsKey("sources/flows/acme/Acme.java");
        assertThat(result.ownSources().stream()
                        .map(source -> Path.of(source).getFileName().toString()))
                .containsExactlyInAnyOrder("Factor.java", "Post.java");
    }

    @Test
    void aTaskLibraryOfTheProjectItselfMayHaveAName() throws IOException {
        write("resources/META-INF/anabranch/libraries.properties", "post=com.acme.Post\n");
        write("acme.flow", FLOW.replace("use java com.acme.Post as post", "use post"));

        assertThat(FlowCompilation.run(request(Map.of(), "acme.flow")).errors()).isEmpty();
    }

    @Test
    void sourcesThatDoNotCompileAreNamed() throws IOException {
        write("java/com/acme/Post.java", TASKS.replace("Factor.OF", "Fcator.OF"));

        CompileResult result = FlowCompilation.run(request(Map.of(), "acme.flow"));
        assertThat(result.errors().get(0)).contains("Post.java:7", "Fcator");
        assertThat(result.files()).isEqualTo(GeneratedFiles.NONE);
    }

    @Test
    void flowsOfOneNameAreAMistake() throws IOException {
        write("other.flow", FLOW);

        CompileResult result = FlowCompilation.run(request(Map.of(), "acme.flow", "other.flow"));
        assertThat(result.errors()).hasSize(1);
        assertThat(result.errors().get(0)).contains("acme.flow", "other.flow", "flows.acme.Acme");
        assertThat(project.resolve("out")).doesNotExist();
    }

    @Test
    void eachFlowTakesTheParametersThatItDeclares() throws IOException {
        write("other.flow", FLOW.replace("flow acme", "flow other").replace("factor", "times"));

        Map<String, String> both = Map.of("factor", "3", "times", "4");
        assertThat(FlowCompilation.run(request(both, "acme.flow", "other.flow")).errors())
                .isEmpty();
        assertThat(FlowCompilation.run(request(both, "acme.flow")).errors())
                .containsExactly("the project gives the param `times` a value, but no flow has it\n");
    }

    @Test
    void anotherPlanTakesThePlaceOfTheLast() throws IOException {
        CompileRequest request = request(Map.of(), "acme.flow");
        CompileRequest changed = request(Map.of("factor", "3"), "acme.flow");
        GeneratedFiles first = FlowCompilation.run(request).files();
        GeneratedFiles second = FlowCompilation.run(changed).files();
        assertThat(second).isNotEqualTo(first);
        first.removeAllBut(second, request.outputs());

        assertThat(second.areThere(request.outputs())).isTrue();
        assertThat(first.areThere(request.outputs())).isFalse();
        try (var plans = Files.list(project.resolve("out/plans/META-INF/anabranch/plans"))) {
            assertThat(plans).hasSize(1);
        }
    }

    @Test
    void inputsAreEqualUntilAFlowOrASourceThatItUsesChanges() throws IOException {
        CompileRequest request = request(Map.of(), "acme.flow");
        CompileResult result = FlowCompilation.run(request);
        Optional<String> before = digest(request, result);
        assertThat(before).isPresent();
        assertThat(digest(request, result)).isEqualTo(before);

        assertThat(digest(request(Map.of("factor", "3"), "acme.flow"), result)).isNotEqualTo(before);
        write("java/com/acme/Factor.java", "package com.acme; final class Factor { static final double OF = 3; }");
        assertThat(digest(request, result)).isNotEqualTo(before);
    }

    @Test
    void aProfileInTheProjectsFolderIsAnInput() throws IOException {
        CompileRequest request = request(Map.of(), "acme.flow");
        CompileResult result = FlowCompilation.run(request);
        Optional<String> before = digest(request, result);
        ProfileFile.write(project.resolve("profiles/acme.arrow"), new Profile("acme", List.of()));
        assertThat(FlowCompilation.run(request).errors()).isEmpty();
        assertThat(digest(request, result)).isNotEqualTo(before);
        ProfileFile.write(project.resolve("profiles/acme.arrow"), new Profile("other", List.of()));
        assertThat(FlowCompilation.run(request).errors())
                .singleElement()
                .asString()
                .contains("F0713");
        write("profiles/acme.arrow", "no profile");
        assertThat(FlowCompilation.run(request).errors())
                .singleElement()
                .asString()
                .contains("F0711");
    }

    @Test
    void flowsThatListFilesAreAlwaysCompiled() throws IOException {
        CompileRequest request = request(Map.of(), "acme.flow");
        write("acme.flow", FLOW + "dim part = files(\"data/*.nc\")\n");

        assertThat(InputDigest.of(request, project, List.of(), List.of())).isEmpty();

        write("acme.flow", FLOW + "dim station = lines(\"stations.txt\")\n");
        assertThat(InputDigest.of(request, project, List.of(), List.of())).isEmpty();
    }

    private static final String POST = """
            flow post
            use grid
            input t2[member] : tensor<f64>[..]
            param limit : float = 1
            mean = grid.mean(t2 - limit)
            output mean
            """;

    private static final String USER = """
            flow user
            use lorenz
            use flow "post.flow" as post
            dim m = 1..3
            x[m] = lorenz.perturb(seed: m)
            stats = post(x)
            publish stats.mean
            """;

    @Test
    void flowsThatOthersUseAreCheckedAndBecomeNoProgramsOfTheirOwn() throws IOException {
        write("post.flow", POST);
        write("user.flow", USER);
        write("constant.flow", "flow constant\nuse lorenz\nx = lorenz.perturb(seed: 1)\noutput x\n");

        CompileResult result = FlowCompilation.run(request(Map.of(), "constant.flow", "post.flow", "user.flow"));
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.planned())
                .hasSize(3)
                .contains(
                        project.resolve("post.flow") + ": checked, for flows that use it",
                        project.resolve("constant.flow") + ": checked, for flows that use it");
        assertThat(result.files().digests().keySet())
                .filteredOn(file -> file.startsWith("sources/"))
                .allMatch(file -> file.startsWith("sources/flows/user/"));

        write("post.flow", POST.replace("grid.mean", "grid.mena"));
        assertThat(FlowCompilation.run(request(Map.of(), "post.flow")).errors())
                .singleElement()
                .asString()
                .contains("error[F0102]", "post.flow:5");
    }

    @Test
    void paramsOfFlowsThatOthersUseAreNotTheProjects() throws IOException {
        write("post.flow", POST);
        write("user.flow", USER);

        assertThat(FlowCompilation.run(request(Map.of("limit", "3"), "post.flow", "user.flow"))
                        .errors())
                .containsExactly("the project gives the param `limit` a value, but no flow has it\n");
    }

    @Test
    void flowsThatAreUsedAreInputsWhereverTheyLie() throws IOException {
        write("lib/post.flow", POST);
        write("user.flow", USER.replace("post.flow", "lib/post.flow"));
        CompileRequest request = request(Map.of(), "user.flow");
        CompileResult result = FlowCompilation.run(request);
        Optional<String> before = digest(request, result);
        assertThat(before).isPresent();
        assertThat(digest(request, result)).isEqualTo(before);

        write("lib/post.flow", POST.replace("= 1", "= 2"));
        assertThat(digest(request, result)).isPresent().isNotEqualTo(before);
        write("lib/post.flow", POST + "dim part = files(\"data/*.nc\")\n");
        assertThat(digest(request, result)).isEmpty();
        Files.delete(project.resolve("lib/post.flow"));
        assertThat(digest(request, result)).isEmpty();
    }

    @Test
    void requestAndResultPassThroughAPipe() throws IOException {
        CompileRequest request = request(Map.of("factor", "3"), "acme.flow");
        ByteArrayOutputStream pipe = new ByteArrayOutputStream();
        request.write(new DataOutputStream(pipe));
        assertThat(CompileRequest.read(in(pipe))).isEqualTo(request);

        CompileResult result = new CompileResult(
                List.of("error"), List.of(), List.of("\u00e4"), new GeneratedFiles(Map.of("a", "b")), List.of("c"));
        pipe.reset();
        result.write(new DataOutputStream(pipe));
        assertThat(CompileResult.read(in(pipe))).isEqualTo(result);
    }

    private static DataInputStream in(ByteArrayOutputStream pipe) {
        return new DataInputStream(new ByteArrayInputStream(pipe.toByteArray()));
    }
}
