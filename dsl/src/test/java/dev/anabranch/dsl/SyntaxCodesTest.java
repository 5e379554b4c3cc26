package dev.anabranch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntaxCodesTest {
    @Test
    void allAreListedOnceAndInTheirRange() throws IllegalAccessException {
        List<DiagnosticCode> declared = new ArrayList<>();
        for (Field field : SyntaxCodes.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == DiagnosticCode.class) {
                declared.add((DiagnosticCode) field.get(null));
            }
        }
        assertThat(SyntaxCodes.all()).containsExactlyInAnyOrderElementsOf(declared);
        assertThat(SyntaxCodes.all())
                .extracting(DiagnosticCode::id)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(SyntaxCodes.all()).allSatisfy(c -> {
            assertThat(c.id()).startsWith("F00");
            assertThat(c.explanation()).endsWith(".");
        });
    }
}
