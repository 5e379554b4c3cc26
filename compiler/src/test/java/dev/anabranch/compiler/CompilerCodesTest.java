package dev.anabranch.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerCodesTest {
    @Test
    void codesAreUniqueInOrderAndInTheirRange() {
        List<String> ids = CompilerCodes.all().stream().map(DiagnosticCode::id).toList();
        assertThat(ids).doesNotHaveDuplicates().isSorted().allMatch(id -> id.matches("F0[1-6]\\d\\d"));
        assertThat(CompilerCodes.UNKNOWN_NAME.id()).isEqualTo("F0107");
        assertThat(CompilerCodes.MANY_UNDER_ONE_NAME.id()).isEqualTo("F0213");
    }
}
