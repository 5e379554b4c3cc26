package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String RIGHT = """
            flow right
            use lorenz
            param n : int = 3
            dim i = 1..n
            x[i] = lorenz.perturb(seed: i)
            publish x
            """;
    private static final String WRONG = "flow wrong\nuse lorenz\nx = lorenz.perturb(seed: y)\npublish x\n";

    @TempDir
    Path folder;

    private Anabranch anabranch;

    @BeforeEach
    void flows() throws IOException {
        anabranch = new Anabranch(folder);
        for (String file :
                new String[] {"b/right.flow", "a/wrong.flow", "a/right.flow", ".git/x.flow", "b/target/x.flow"}) {
            Path path = folder.resolve("flows").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.contains("right") ? RIGHT : WRONG);
        }
        Files.writeString(folder.resolve("flows/notes.txt"), "no flow");
    }

    @Test
    void aFolderIsSearchedButForWhatIsHiddenOrBuilt() throws IOException {
        Path flows = folder.resolve("flows");
        Anabranch.Answer answer = anabranch.call("check", flows);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("error[F0107]", flows.resolve("a/wrong.flow:3:26").toString())
                .endsWith("\n1 of 3 flows is wrong: 1 error\n");
        JsonNode json = anabranch.call("check", flows, "--json").json();
        assertThat(json.get("ok").asBoolean()).isFalse();
        assertThat(json.get("flows").findValuesAsText("file"))
                .containsExactly(
                        flows.resolve("a/right.flow").toString(),
                        flows.resolve("a/wrong.flow").toString(),
                        flows.resolve("b/right.flow").toString());
        assertThat(json.get("diagnostics")).hasSize(1);
        assertThat(json.get("diagnostics").get(0).get("end_column").asInt()).isEqualTo(27);
    }

    @Test
    void severalFlowsThatAreRightGetOneLine() {
        Anabranch.Answer answer = anabranch.call(
                "check", folder.resolve("flows/b"), folder.resolve("flows/a/right.flow"), folder.resolve("flows/b"));
        assertThat(answer.status()).isZero();
        assertThat(answer.out()).isEqualTo("2 flows are right: 6 tasks in 2 families\n");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void aParamGoesToTheFlowsThatHaveIt() throws IOException {
        Path other = anabranch.flow("other.flow", "flow o\nuse lorenz\nx = lorenz.perturb(seed: 1)\npublish x\n");
        Path right = folder.resolve("flows/b/right.flow");
        assertThat(anabranch.call("check", other, right, "-p", "n=5").out())
                .isEqualTo("2 flows are right: 6 tasks in 2 families\n");
        Anabranch.Answer unknown = anabranch.call("check", other, right, "-p", "m=5");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).containsOnlyOnce("error[F0104]");
    }

    @Test
    void warningsStopNothing() throws IOException {
        Path flow = anabranch.flow("w.flow", RIGHT.replace("1..n", "1..3"));
        Anabranch.Answer answer = anabranch.call("check", flow);
        assertThat(answer.status()).isZero();
        assertThat(answer.err()).startsWith("warning[F0191]");
        assertThat(answer.out()).isEqualTo(flow + " is right: 3 tasks in 1 family; 1 warning\n");
        assertThat(anabranch.call("plan", flow).status()).isZero();
    }

    @Test
    void whatIsNotThereIsSaidBeforeAnythingIsChecked() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        Anabranch.Answer empty = anabranch.call("check", folder.resolve("flows"), folder.resolve("empty"));
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err())
                .isEqualTo("The folder " + folder.resolve("empty") + " holds no file that ends in .flow.\n");
        assertThat(anabranch.call("check", folder.resolve("flows"), "none.flow").err())
                .isEqualTo("There is no file none.flow.\n");
    }
}
