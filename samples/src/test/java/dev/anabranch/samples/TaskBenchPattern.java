package dev.anabranch.samples;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** The patterns of Task Bench as its paper and program define them: which points each step has, and what each reads. */
enum TaskBenchPattern {
    TRIVIAL {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return List.of();
        }
    },
    NO_COMM {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return List.of(point);
        }
    },
    STENCIL_1D {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return span(point - 1, point + 1);
        }
    },
    STENCIL_1D_PERIODIC {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return List.of((point + width - 1) % width, point, (point + 1) % width);
        }
    },
    DOM {
        @Override
        long offset(long width, long steps, long step) {
            return Math.max(0, step + width - steps);
        }

        @Override
        long points(long width, long steps, long step) {
            return Math.min(width, Math.min(step + 1, steps - step));
        }

        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return span(point - 1, point);
        }
    },
    TREE {
        @Override
        long points(long width, long steps, long step) {
            return step >= 62 ? width : Math.min(width, 1L << step);
        }

        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return List.of(point / 2);
        }
    },
    FFT {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            long rounds = 0;
            while ((1L << rounds) < width) {
                rounds++;
            }
            long far = 1L << ((step + rounds - 1) % rounds);
            return List.of(point - far, point, point + far);
        }
    },
    NEAREST {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return span(point - RADIX / 2, point + (RADIX - 1) / 2);
        }
    },
    SPREAD {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            List<Long> asked = new ArrayList<>();
            for (long i = 0; i < RADIX; i++) {
                asked.add((point + i * width / RADIX + (i > 0 ? step % PERIOD : 0)) % width);
            }
            return asked;
        }
    },
    /** Task Bench throws its dice with a hash function that it does not define; the flow's own is asked for instead. */
    RANDOM_NEAREST {
        @Override
        List<Long> asked(long width, long steps, long step, long point) {
            return span(point - RADIX / 2, point + (RADIX - 1) / 2).stream()
                    .filter(read -> read == point || thrown(step % PERIOD, point, read) < 253)
                    .toList();
        }

        private int thrown(long round, long point, long read) {
            BigInteger prime = BigInteger.valueOf(1013);
            return BigInteger.valueOf(53 * point + 97 * read + 71 * round)
                    .modPow(BigInteger.valueOf(3), prime)
                    .intValueExact();
        }
    };

    private static final long RADIX = 5;
    private static final long PERIOD = 3;

    /** The name of its flow. */
    String flow() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first point of a step. */
    long offset(long width, long steps, long step) {
        return 0;
    }

    /** How many points a step has. */
    long points(long width, long steps, long step) {
        return width;
    }

    /** What a point would read if every point were there. */
    abstract List<Long> asked(long width, long steps, long step, long point);

    private static List<Long> span(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Whether a step has a point. */
    final boolean has(long width, long steps, long step, long point) {
        long first = offset(width, steps, step);
        return step >= 0 && point >= first && point < first + points(width, steps, step);
    }

    /** The points of the step before that a point reads. */
    final List<Long> reads(long width, long steps, long step, long point) {
        return asked(width, steps, step, point).stream()
                .filter(read -> has(width, steps, step - 1, read))
                .toList();
    }
}
