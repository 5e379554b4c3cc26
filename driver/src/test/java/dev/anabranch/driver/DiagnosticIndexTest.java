package dev.anabranch.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.schedule.PlanningCodes;
import dev.anabranch.driver.cluster.ClusterCodes;
import dev.anabranch.dsl.SyntaxCodes;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticIndexTest {
    @Test
    void holdsEveryCodeThatAStageDeclaresOnce() throws IllegalAccessException {
        assertThat(DiagnosticIndex.all()).extracting(DiagnosticCode::id).doesNotHaveDuplicates();
        for (Class<?> codes :
                List.of(SyntaxCodes.class, CompilerCodes.class, PlanningCodes.class, ClusterCodes.class)) {
            for (Field field : codes.getDeclaredFields()) {
                if (field.getType() == DiagnosticCode.class) {
                    field.setAccessible(true);
                    assertThat(DiagnosticIndex.all()).as(field.toString()).contains((DiagnosticCode) field.get(null));
                }
            }
        }
    }
}
