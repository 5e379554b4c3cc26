package dev.anabranch.driver.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A catalogue that is opened beside other work: loading SQLite takes longer than many a run. */
public final class OpeningCatalogue implements AutoCloseable {
    private final CompletableFuture<OutputCatalogue> opened = new CompletableFuture<>();

    private OpeningCatalogue() {}

    /**
     * Begins to open the catalogue of a directory.
     *
     * @throws IOException if the directory is not there and cannot be made
     */
    public static OpeningCatalogue of(Path directory) throws IOException {
        Files.createDirectories(directory);
        OpeningCatalogue catalogue = new OpeningCatalogue();
        new Thread(() -> catalogue.open(directory), "catalogue").start();
        return catalogue;
    }

    private void open(Path directory) {
        try {
            opened.complete(OutputCatalogue.open(directory));
        } catch (IOException e) {
            opened.completeExceptionally(new UncheckedIOException(e));
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }

    /** Says what is to be done at once when it turns out that the catalogue cannot be used. */
    public void ifUnusable(Runnable action) {
        var unused = opened.whenComplete((catalogue, failure) -> {
            if (failure != null) {
                action.run();
            }
        });
    }

    /**
     * The catalogue, when it is open.
     *
     * @throws IOException if the directory or its index cannot be used
     */
    public OutputCatalogue get() throws IOException {
        try {
            return opened.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unusable) {
                throw unusable.getCause();
            }
            throw e;
        }
    }

    /** Closes it, once it is open. */
    @Override
    public void close() throws IOException {
        if (!opened.handle((catalogue, failure) -> failure != null).join()) {
            get().close();
        }
    }
}
