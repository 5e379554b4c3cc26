package dev.anabranch.codegen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.source.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MethodSizesTest {
    @Test
    void sizesAreThoseOfTheBytecode() {
        // lload_0, lload_2, ladd, lreturn.
        assertThat(MethodSizes.of(compiled("return a + b;").get("Sums"))).containsEntry("sum(JJ)J", 4);
    }

    @Test
    void aMethodThatIsTooLargeIsNamed() {
        // lload_0, lload_2, ladd, lstore_0.
        String body = "a = a + b;\n".repeat(MethodSizes.MOST / 4 - 1) + "return a;";
        assertThat(MethodSizes.tooLarge(compiled(body))).isEmpty();
        assertThat(MethodSizes.tooLarge(compiled("a = a + b;\n" + body)))
                .containsExactly(Map.entry("Sums.sum(JJ)J", MethodSizes.MOST + 2));
    }

    private static Map<String, byte[]> compiled(String body) {
        String text = "final class Sums { static long sum(long a, long b) { " + body + " } }";
        return InMemoryCompiler.compile(List.of(new SourceFile("Sums", text)), MethodSizesTest.class.getClassLoader());
    }
}
