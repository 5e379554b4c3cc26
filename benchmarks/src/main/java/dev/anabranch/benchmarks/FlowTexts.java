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

    /**
     * The tiles of a Cholesky factorization, as trivial tasks: guards that make a triangle and a tetrahedron.
     *
     * @param tiles on a side; about a sixth of their cube is the number of tasks
     */
    public static String triangle(int tiles) {
        return """
                flow triangle

                use java dev.anabranch.benchmarks.TrivialTasks as trivial

                param n : int = %d

                dim i = 0..<n
                dim j = 0..<n
                dim k = 0..<n

                s[i, j, 0]     where j <= i         = trivial.start(i * n + j)
                l[k, k]                             = trivial.next(s[k, k, k])
                l[i, k]        where i > k          = trivial.mix(l[k, k], s[i, k, k], 1)
                s[i, i, k + 1] where k < i          = trivial.mix(s[i, i, k], l[i, k], 2)
                s[i, j, k + 1] where k < j && j < i = trivial.mix(s[i, j, k], l[i, k], l[j, k])

                publish l[i, n - 1]
                """.formatted(tiles);
    }

    /**
     * Members that run step by step, each from its own last value and from the sum over all of the step before.
     *
     * @param members how many there are
     * @param steps of each; {@code members * steps + steps} tasks in all
     */
    public static String aggregate(int members, int steps) {
        return """
                flow aggregate

                use java dev.anabranch.benchmarks.TrivialTasks as trivial

                param members : int = %d
                param steps   : int = %d

                dim step   = 0..<steps
                dim member = 0..<members

                x[0, member]                   = trivial.start(member)
                x[step, member] where step > 0 = trivial.mix(x[step - 1, member], total[step - 1], 1)
                total[step]                    = trivial.sum(x[step, *])

                publish total
                """.formatted(members, steps);
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
