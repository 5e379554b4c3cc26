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
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Which compiler made a plan: plans of another one are not used again. */
final class CompilerVersion {
    private static final String FINGERPRINT = compute();

    private CompilerVersion() {}

    /** A hash over the class files that plans and generated sources depend on, in a jar over the checksums that it has of them. */
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
            return Files.isDirectory(place) ? ofFolder(place) : ofJar(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path entries are files: " + part, e);
        }
    }

    /** Hashing megabytes anew at each start would take longer than all else that is read before a known flow runs. */
    private static String ofJar(Path jar) throws IOException {
        StringBuilder checksums = new StringBuilder();
        try (ZipFile entries = new ZipFile(jar.toFile())) {
            Iterator<? extends ZipEntry> each = entries.entries().asIterator();
            while (each.hasNext()) {
                ZipEntry entry = each.next();
                checksums
                        .append(entry.getName())
                        .append(' ')
                        .append(entry.getCrc())
                        .append(' ')
                        .append(entry.getSize())
                        .append('\n');
            }
        }
        return Sha256.of(checksums.toString().getBytes(StandardCharsets.UTF_8));
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
