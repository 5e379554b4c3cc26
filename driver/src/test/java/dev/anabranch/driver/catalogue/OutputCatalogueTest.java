package dev.anabranch.driver.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputCatalogueTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private CatalogueEntry entry(String name, String index, String metadata) throws IOException {
        return new CatalogueEntry(
                "ensemble", name, object(index), object(metadata), directory.resolve(name + ".arrow"), 7);
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) JSON.readTree(json);
    }

    @Test
    void findsByNameCoordinateAndMetadata() throws IOException {
        try (OutputCatalogue catalogue = OutputCatalogue.open(directory)) {
            catalogue.put(List.of(
                    entry("t2m/mean", "{\"step\":12}", "{\"units\":\"K\",\"hour\":12}"),
                    entry("t2m/mean", "{\"step\":6}", "{\"units\":\"K\",\"hour\":6}"),
                    entry("l", "{}", "{}")));
        }
        try (OutputCatalogue catalogue = OutputCatalogue.open(directory)) {
            assertThat(catalogue.find(List.of()))
                    .extracting(e -> e.name() + e.index())
                    .containsExactly("l{}", "t2m/mean{\"step\":6}", "t2m/mean{\"step\":12}");
            assertThat(catalogue.find(List.of(Map.entry("hour", "12"), Map.entry("units", "K"))))
                    .extracting(CatalogueEntry::index)
                    .containsExactly(object("{\"step\":12}"));
            assertThat(catalogue.find(List.of(Map.entry("step", "6")))).hasSize(1);
            assertThat(catalogue.find(List.of(Map.entry("name", "l"), Map.entry("flow", "ensemble"))))
                    .extracting(CatalogueEntry::file)
                    .containsExactly(directory.resolve("l.arrow"));
            assertThat(catalogue.find(List.of(Map.entry("nowhere", "6")))).isEmpty();
        }
    }

    @Test
    void publishingAgainReplaces() throws IOException {
        try (OutputCatalogue catalogue = OutputCatalogue.open(directory)) {
            catalogue.put(List.of(entry("a", "{\"i\":1}", "{\"run\":1}")));
            catalogue.put(List.of(entry("a", "{\"i\":1}", "{\"run\":2}")));
            assertThat(catalogue.find(List.of()))
                    .extracting(CatalogueEntry::metadata)
                    .containsExactly(object("{\"run\":2}"));
        }
    }

    @Test
    void severalWritersAtOnceLoseNothing() throws Exception {
        int writers = 4;
        int each = 25;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                work.add(() -> {
                    try (OutputCatalogue catalogue = OutputCatalogue.open(directory)) {
                        for (int i = 0; i < each; i++) {
                            catalogue.put(List.of(entry("w" + writer, "{\"i\":" + i + "}", "{}")));
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (OutputCatalogue catalogue = OutputCatalogue.open(directory)) {
            assertThat(catalogue.find(List.of())).hasSize(writers * each);
        }
    }

    @Test
    void anUnusableIndexIsNamed() throws IOException {
        Files.writeString(
                directory.resolve("catalogue.sqlite"),
                "this is no database, and long enough to be read as one".repeat(50));
        assertThatThrownBy(() -> OutputCatalogue.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("catalogue.sqlite");
    }
}
