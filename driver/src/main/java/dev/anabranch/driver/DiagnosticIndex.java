package dev.anabranch.driver;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.schedule.PlanningCodes;
import dev.anabranch.driver.cluster.ClusterCodes;
import dev.anabranch.driver.profile.ProfileCodes;
import dev.anabranch.dsl.SyntaxCodes;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every diagnostic code there is. */
public final class DiagnosticIndex {
    private DiagnosticIndex() {}

    /** All codes, by id. */
    public static List<DiagnosticCode> all() {
        return Stream.of(
                        SyntaxCodes.all(),
                        CompilerCodes.all(),
                        PlanningCodes.all(),
                        ClusterCodes.all(),
                        ProfileCodes.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(DiagnosticCode::id))
                .toList();
    }
}
