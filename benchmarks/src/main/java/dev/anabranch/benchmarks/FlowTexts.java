package dev.anabranch.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The flows that are measured. */
public final class FlowTexts {
    private static final String ENSEMBLE = "ensemble.flow";

    private FlowTexts() {}

    /** The sample of that name, with its parameters' defaults. */
    public static String ensemble() {
        try (InputStream text = FlowTexts.class.getResourceAsStream(ENSEMBLE)) {
            if (text == null) {
                throw new IllegalStateException(ENSEMBLE + " is not beside " + FlowTexts.class);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A stencil of three points whose edges have neighbours on one side only.
     *
     * @param width cells, at least 3
     * @param steps how many times each cell is computed; {@code width * steps} tasks in all
     */
    public static String stencil(int width, int steps) {
        return """
                flow stencil

                use java dev.anabranch.benchmarks.TrivialTasks as trivial

                param width : int = %d
                param steps : int = %d

                dim x    = 0..<width
                dim step = 0..<steps

                u[x, 0] = trivial.start(x)
                u[x, step] where step >= 1 && x >= 1 && x < width - 1
                    = trivial.mix(u[x - 1, step - 1], u[x, step - 1], u[x + 1, step - 1])
                u[x, step] where step >= 1 && x == 0
                    = trivial.mix(u[x, step - 1], u[x, step - 1], u[x + 1, step - 1])
                u[x, step] where step >= 1 && x == width - 1
                    = trivial.mix(u[x - 1, step - 1], u[x, step - 1], u[x, step - 1])

                publish u[x, steps - 1]
                """.formatted(width, steps);
    }

    /** Independent chains of trivial tasks, and the sum of their last values, published as {@code total}. */
    public static String chains(ChainSize size) {
        return """
                flow chains

                use java dev.anabranch.benchmarks.TrivialTasks as trivial

                param width : int = %d
                param links : int = %d

                dim chain = 0..<width
                dim link  = 0..<links

                a[chain, 0] = trivial.start(chain)
                a[chain, link] where link >= 1 = trivial.next(a[chain, link - 1])
                total = trivial.sum(a[*, links - 1])

                publish total
                """.formatted(size.width(), size.links());
    }
}
