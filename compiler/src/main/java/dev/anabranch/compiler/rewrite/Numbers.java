package dev.anabranch.compiler.rewrite;

import java.util.Locale;

/** Counts as the reasons of decisions show them. */
final class Numbers {
    private Numbers() {}

    /** {@code 1 task}, {@code 1,280 tasks}. */
    static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
