package dev.anabranch.compiler.type;

import dev.anabranch.model.graph.Domain;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Compares the coordinates of two domains, which are of one kind. */
final class Coordinates {
    private Coordinates() {}

    /** The first coordinate of a domain that another does not have. */
    static Optional<String> firstMissing(Domain from, Domain in) {
        if (from.equals(in)) {
            return Optional.empty();
        }
        IntPredicate held = in.accept(new Domain.Visitor<>() {
            @Override
            public IntPredicate regular(Domain.Regular regular) {
                return i -> holds(regular, integer(from, i));
            }

            @Override
            public IntPredicate integers(Domain.Integers integers) {
                Set<Long> values = new HashSet<>(integers.values());
                return i -> values.contains(integer(from, i));
            }

            @Override
            public IntPredicate texts(Domain.Texts texts) {
                Set<String> values = new HashSet<>(texts.values());
                return i -> values.contains(from.text(i));
            }
        });
        return IntStream.range(0, from.size())
                .filter(held.negate())
                .mapToObj(from::text)
                .findFirst();
    }

    private static long integer(Domain domain, int position) {
        return domain instanceof Domain.Regular regular
                ? regular.value(position)
                : ((Domain.Integers) domain).values().get(position);
    }

    private static boolean holds(Domain.Regular regular, long value) {
        long last = regular.first() + regular.step() * (regular.size() - 1L);
        return value >= regular.first()
                && value <= last
                && Long.remainderUnsigned(value - regular.first(), regular.step()) == 0;
    }

    /** For messages: {@code 0..240 by 6}, or the first of a list. */
    static String text(Domain domain) {
        if (domain.size() == 0) {
            return "no coordinates";
        }
        if (domain instanceof Domain.Regular regular && domain.size() > 1) {
            return regular.first() + ".." + regular.value(regular.size() - 1)
                    + (regular.step() == 1 ? "" : " by " + regular.step());
        }
        String some = String.join(
                ", ",
                IntStream.range(0, Math.min(5, domain.size()))
                        .mapToObj(domain::text)
                        .toList());
        return "[" + some + (domain.size() > 5 ? ", ...]" : "]");
    }
}
