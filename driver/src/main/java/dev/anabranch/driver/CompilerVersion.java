package dev.anabranch.driver;

import dev.anabranch.codegen.source.ProgramGenerator;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.driver.store.Sha256;
import dev.anabranch.model.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which compiler made a plan: plans of another one are not used again. */
final class CompilerVersion {
    private static final String FINGERPRINT = compute();

    private CompilerVersion() {}

    /** A hash over the class files that plans and generated sources depend on. */
    static String fingerprint() {
        return FINGERPRINT;
    }

    private static String compute() {
        StringBuilder digests = new StringBuilder();
        for (Class<?> part : List.of(Plan.class, Planner.class, ProgramGenerator.class)) {
            digests.append(digest(part)).append('\n');
        }
        return Sha256.of(digests.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(Class<?> part) {
        try {
            Path place = Path.of(
                    part.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(place) ? ofFolder(place) : Sha256.of(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path entries are files: " + part, e);
        }
    }

    private static String ofFolder(Path folder) throws IOException {
        StringBuilder digests = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digests.append(folder.relativize(file)).append(Sha256.of(file));
            }
        }
        return Sha256.of(digests.toString().getBytes(StandardCharsets.UTF_8));
    }
}
