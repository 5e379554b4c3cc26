package dev.anabranch.driver.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningCatalogueTest {
    @TempDir
    Path folder;

    @Test
    void itIsThereWhenItIsNeeded() throws IOException {
        Path outputs = folder.resolve("new/outputs");
        try (OpeningCatalogue catalogue = OpeningCatalogue.of(outputs)) {
            assertThat(outputs).isDirectory();
            assertThat(catalogue.get().directory()).isEqualTo(outputs);
        }
    }

    @Test
    void whatCannotBeUsedIsToldAtOnceAndSaysWhy() throws Exception {
        Files.writeString(folder.resolve("catalogue.sqlite"), "no index of anything, but long enough to be looked at");
        CountDownLatch told = new CountDownLatch(1);
        try (OpeningCatalogue catalogue = OpeningCatalogue.of(folder)) {
            catalogue.ifUnusable(told::countDown);
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(catalogue::get).isInstanceOf(IOException.class).hasMessageContaining("catalogue.sqlite");
        }
    }
}
