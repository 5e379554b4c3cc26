package dev.anabranch.driver.example;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mistake and how it is mended.
 *
 * <p>Each code has a folder of its name beside this class, with {@code wrong.flow} and {@code mended.flow}, or
 * {@code wrong.yaml} and {@code mended.yaml} where the cluster file is wrong, and in {@code wrong.txt} what is printed.
 * A comment in the first line of the file may give the command, which is otherwise {@code check}. Where no small file can
 * show a mistake, {@code none.txt} says why and stands alone.
 *
 * @param wrong the file with the mistake
 * @param printed what the compiler prints about it
 * @param mended the file without it
 * @param others what both need besides, such as a cluster file
 */
public record DiagnosticExample(ExampleFile wrong, String printed, ExampleFile mended, List<ExampleFile> others) {
    /** How files that both need may be called. */
    public static final List<String> OTHERS = List.of("cluster.yaml", "ensemble.flow", "post.flow", "stations.txt");

    public DiagnosticExample {
        others = List.copyOf(others);
    }

    /**
     * The example of a code; empty if its folder says that there cannot be one.
     *
     * @throws IllegalStateException if there is no example and no reason
     */
    public static Optional<DiagnosticExample> of(DiagnosticCode code) {
        for (String ending : List.of(".flow", ".yaml")) {
            Optional<ExampleFile> wrong = file(code, "wrong" + ending);
            Optional<ExampleFile> mended = file(code, "mended" + ending);
            Optional<String> printed = text(code, "wrong.txt");
            if (wrong.isPresent() && mended.isPresent() && printed.isPresent()) {
                List<ExampleFile> others = OTHERS.stream()
                        .flatMap(name -> file(code, name).stream())
                        .toList();
                return Optional.of(new DiagnosticExample(wrong.get(), printed.get(), mended.get(), others));
            }
        }
        if (reasonForNone(code).isEmpty()) {
            throw new IllegalStateException(code.id() + " has no example");
        }
        return Optional.empty();
    }

    /** Why no small file can show a code's mistake. */
    public static Optional<String> reasonForNone(DiagnosticCode code) {
        return text(code, "none.txt").map(String::strip);
    }

    /** All files that are shown, those that the wrong one needs before it. */
    public Stream<ExampleFile> files() {
        return Stream.concat(others.stream(), Stream.of(wrong, mended));
    }

    private static Optional<ExampleFile> file(DiagnosticCode code, String name) {
        return text(code, name).map(text -> new ExampleFile(name, text));
    }

    private static Optional<String> text(DiagnosticCode code, String name) {
        try (InputStream in = DiagnosticExample.class.getResourceAsStream(code.id() + "/" + name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
