package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Domain;

/**
 * How generated code counts an axis: integers at equal distances by their own value, as the flow does, everything else
 * by position. This is the value of a loop variable or method parameter, always an {@code int}.
 */
final class IndexVariable {
    private IndexVariable() {}

    /** Whether the variable is the coordinate itself. */
    static boolean isCoordinate(Domain domain) {
        return domain instanceof Domain.Regular regular
                && fits(regular.first())
                && fits(regular.value(regular.size() - 1))
                && fits(step(regular));
    }

    private static boolean fits(long value) {
        return -Integer.MAX_VALUE < value && value < Integer.MAX_VALUE;
    }

    /** The variable's value at a position. */
    static int at(Domain domain, int position) {
        return isCoordinate(domain) ? Math.toIntExact(((Domain.Regular) domain).value(position)) : position;
    }

    /** How far apart the variable's values are. */
    static int step(Domain domain) {
        return isCoordinate(domain) ? Math.toIntExact(step((Domain.Regular) domain)) : 1;
    }

    /** A domain of one coordinate may have any step. */
    private static long step(Domain.Regular domain) {
        return domain.size() == 1 ? 1 : domain.step();
    }

    static int low(Domain domain) {
        return at(domain, 0);
    }

    static int high(Domain domain) {
        return at(domain, domain.size() - 1);
    }
}
