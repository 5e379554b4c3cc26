package dev.anabranch.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DependencyRulesTest {

    private static final JavaClasses MAIN_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.anabranch");

    @Test
    void everyModuleKeepsToWhatItMayUse() {
        assertThat(String.join("\n", violations(MAIN_CLASSES))).isEmpty();
    }

    /** Without this, a module that is missing from the class path would pass unseen. */
    @Test
    void everyModuleIsLookedAt() {
        assertThat(DependencyRules.MODULES)
                .allSatisfy(module -> assertThat(MAIN_CLASSES.stream().filter(DependencyRules.are(module)))
                        .as(module.name())
                        .isNotEmpty());
    }

    @Test
    void aRuntimeThatReachesIntoTheModelIsFound() {
        JavaClasses planted = new ClassFileImporter().importPackages("dev.anabranch.runtime.planted");
        assertThat(violations(planted))
                .anySatisfy(
                        line -> assertThat(line).contains("ReachesIntoTheModel").contains("PlantedValue"));
    }

    @Test
    void aModelThatReadsFilesClocksOrStartsThreadsIsFound() {
        JavaClasses planted = new ClassFileImporter().importPackages("dev.anabranch.model.planted");
        assertThat(violations(planted))
                .anySatisfy(line -> assertThat(line).contains("java.nio.file.Files"))
                .anySatisfy(line -> assertThat(line).contains("java.lang.System.nanoTime()"))
                .anySatisfy(line -> assertThat(line).contains("java.time.Instant.now()"))
                .anySatisfy(line -> assertThat(line).contains("java.lang.Thread"));
    }

    private static List<String> violations(JavaClasses classes) {
        return DependencyRules.all().stream()
                .map(rule -> rule.allowEmptyShould(true))
                .map(rule -> evaluate(rule, classes))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> evaluate(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
