package dev.anabranch.codegen.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.codegen.fixture.FlowFixture;
import dev.anabranch.codegen.fixture.Texts;
import dev.anabranch.codegen.fixture.Weather;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClassPathCatalogTest {
    private final List<String> asked = new ArrayList<>();

    private ClassPathCatalog catalog(String... indices) {
        return new ClassPathCatalog(path -> {
            asked.add(path);
            if (path.equals(LibraryIndex.PATH)) {
                return List.of(indices).stream()
                        .map(index -> index.getBytes(StandardCharsets.UTF_8))
                        .toList();
            }
            return FlowFixture.classBytes(path.replace(".class", "").replace('/', '.')).stream()
                    .toList();
        });
    }

    @Test
    void indexFilesOfSeveralJarsCountTogether() {
        ClassPathCatalog catalog = catalog(
                "# one jar\nweather = " + Weather.class.getName() + "\n",
                "texts=" + Texts.class.getName() + "\nweather=com.acme.Other\n");
        assertThat(catalog.names()).containsExactly("texts", "weather");
        assertThat(catalog.library("weather").orElseThrow().className()).isEqualTo(Weather.class.getName());
        assertThat(catalog.library("texts").orElseThrow().task("scan")).isPresent();
        assertThat(catalog.library("other")).isEmpty();
        assertThat(catalog.problems().stream().map(SignatureProblem::message))
                .containsExactly("library `weather` is already " + Weather.class.getName()
                        + ", which comes first on the class path");
    }

    @Test
    void librariesAreReadWhenTheyAreAskedForAndOnce() {
        ClassPathCatalog catalog = catalog("weather=" + Weather.class.getName());
        assertThat(asked).containsExactly(LibraryIndex.PATH);
        assertThat(catalog.library("weather")).isEqualTo(catalog.library("weather"));
        assertThat(asked.stream().filter(path -> path.endsWith("/Weather.class")))
                .hasSize(1);
    }

    @Test
    void aClassCanBeNamedDirectly() {
        ClassPathCatalog catalog = catalog();
        assertThat(catalog.javaClass(Texts.class.getName(), "post")
                        .orElseThrow()
                        .tasks())
                .allMatch(task -> task.library().equals("post"));
        assertThat(catalog.javaClass("com.acme.Missing", "post")).isEmpty();
        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void aRegisteredClassThatIsMissingIsAProblem() {
        ClassPathCatalog catalog = catalog("gone = com.acme.Gone");
        assertThat(catalog.library("gone")).isEmpty();
        assertThat(catalog.problems().stream().map(SignatureProblem::toString))
                .containsExactly("com.acme.Gone: registered as library `gone`, but not on the class path");
    }

    @Test
    void aDamagedIndexIsAProblem() {
        assertThat(catalog("a = \\u12").problems()).hasSize(1);
    }

    @Test
    void theTestsOwnClassPathHasTheFixtures() {
        ClassPathCatalog catalog = ClassPathCatalog.over(ClassPathCatalogTest.class.getClassLoader());
        assertThat(catalog.javaClass(Weather.class.getName(), "weather")
                        .orElseThrow()
                        .tasks())
                .hasSize(5);
    }

    @Test
    void anIndexIsSorted() {
        assertThat(LibraryIndex.parse("b=x.B\na : x.A \n").classes())
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("a", "x.A", "b", "x.B")));
    }
}
