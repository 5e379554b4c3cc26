package dev.anabranch.codegen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import dev.anabranch.api.kernel.KernelMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whole generated kernels beside those that were read and found good; {@code -Dgolden.update=true} rewrites them. */
class KernelClassTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/kernels");

    @Test
    void aMapOfTwoTensorsAndANumber() throws IOException {
        check(
                "Map",
                "elementwise.add:tensor<f64>,tensor<f64>(elementwise.multiply:f64,tensor<f64>($2:f64,$0:tensor<f64>),"
                        + "$1:tensor<f64>)");
    }

    @Test
    void bitsOfTruthValues() throws IOException {
        check(
                "Bits",
                "elementwise.and:tensor<bool>,tensor<bool>(elementwise.less:tensor<f32>,f64($0:tensor<f32>,$1:f64),"
                        + "elementwise.not:tensor<bool>($2:tensor<bool>))");
    }

    @Test
    void aReductionInLanes() throws IOException {
        check(
                "Reduction",
                "tensor.mean(elementwise.select:tensor<bool>,tensor<i32>,i64("
                        + "elementwise.greater:tensor<i32>,i64($0:tensor<i32>,$1:i64),$0:tensor<i32>,$2:i64))");
    }

    @Test
    void tasksThatAreNotElementwiseAreRefused() {
        assertThatThrownBy(() -> KernelClass.write(ClassName.get("kernels", "K"), "grid.mean($0:tensor<f64>)", "No."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no kernel for grid.mean");
    }

    @Test
    void withoutTheModuleThereAreNoVectors() {
        assertThat(VectorKernels.available()).isSameAs(KernelMaker.NONE);
    }

    private static void check(String name, String expression) throws IOException {
        String text = JavaFile.builder(
                        "kernels", KernelClass.write(ClassName.get("kernels", name), expression, "A kernel."))
                .indent("    ")
                .skipJavaLangImports(true)
                .build()
                .toString();
        Path golden = FOLDER.resolve(name + ".java");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).as(golden.toString()).isEqualTo(Files.readString(golden));
    }
}
