package dev.anabranch.testkit.reference;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;

/**
 * Something that is wrong with a flow.
 *
 * @param kind what
 * @param span where it is written
 * @param instances which datasets it is about: one that is defined twice, one that is read though nothing defines it,
 *     those that depend on each other in circles
 * @param text for a person
 */
public record ReferenceMistake(Kind kind, Span span, List<Instance> instances, String text) {
    public ReferenceMistake {
        instances = List.copyOf(instances);
    }

    /** The kinds of mistake that show only in instances, and all others in one. */
    public enum Kind {
        /** A dataset is read that no equation defines. */
        NEVER_DEFINED,
        /** Two equations define one dataset. */
        DEFINED_TWICE,
        /** A list of nothing is read. */
        EMPTY_LIST,
        /** An operator between lists over different coordinates. */
        LISTS_DIFFER,
        /** Datasets depend on each other in a circle. */
        CYCLE,
        /** A name, a type or a shape: the compiler knows more about these than is worked out here. */
        STATIC,
        /** Something that the language has and the naive elaboration has not. */
        UNSUPPORTED,
        /** Nothing is wrong, but working it out naively would take too long. */
        TOO_LARGE
    }

    @Override
    public String toString() {
        return kind + " at " + span + ": " + text;
    }
}
