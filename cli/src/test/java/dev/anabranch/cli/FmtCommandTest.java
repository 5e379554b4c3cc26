package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
    private static final String UGLY =
            "flow f\nuse lorenz // a model\ndim i=1..3\nx[i]=lorenz.perturb(seed:i)\npublish x\n";

    @TempDir
    Path folder;

    @Test
    void formatsInPlaceOnceAndKeepsComments() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("f.flow", UGLY);
        assertThat(anabranch.call("fmt", flow).out()).isEqualTo("formatted " + flow + "\n");
        assertThat(flow).content().contains("x[i] = lorenz.perturb(seed: i)", "// a model");
        assertThat(anabranch.call("fmt", flow).out()).isEmpty();
        assertThat(anabranch.call("fmt", flow, "--check").status()).isZero();
    }

    @Test
    void checkingChangesNothing() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flow = anabranch.flow("f.flow", UGLY);
        Anabranch.Answer answer = anabranch.call("fmt", flow, "--check", "--json");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.json().get("changed")).hasSize(1);
        assertThat(flow).hasContent(UGLY);
    }

    @Test
    void aFileWithSyntaxErrorsIsLeftAlone() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path wrong = anabranch.flow("wrong.flow", "flow f\nx[i = 3\n");
        Path right = anabranch.flow("right.flow", UGLY);
        Anabranch.Answer answer = anabranch.call("fmt", wrong, right);
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("wrong.flow:2:");
        assertThat(Files.readString(wrong)).isEqualTo("flow f\nx[i = 3\n");
        assertThat(answer.out()).isEqualTo("formatted " + right + "\n");
    }

    @Test
    void aFolderIsFormattedAsAWholeOnce() throws IOException {
        Anabranch anabranch = new Anabranch(folder);
        Path flows = Files.createDirectories(folder.resolve("flows/inner"));
        Files.writeString(flows.resolve("b.flow"), UGLY);
        Files.writeString(flows.resolve("a.flow"), UGLY);
        Files.createDirectories(flows.resolve("target"));
        Files.writeString(flows.resolve("target/c.flow"), UGLY);
        Anabranch.Answer check = anabranch.call("fmt", folder.resolve("flows"), "--check");
        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out())
                .isEqualTo(
                        "would format " + flows.resolve("a.flow") + "\nwould format " + flows.resolve("b.flow") + "\n");
        assertThat(anabranch.call("fmt", folder.resolve("flows")).status()).isZero();
        assertThat(anabranch.call("fmt", folder.resolve("flows"), "--check").status())
                .isZero();
        assertThat(flows.resolve("target/c.flow")).hasContent(UGLY);
        assertThat(anabranch
                        .call("fmt", folder.resolve("flows/inner/target/none"))
                        .status())
                .isEqualTo(2);
    }
}
