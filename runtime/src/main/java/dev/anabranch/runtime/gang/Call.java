package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import org.jspecify.annotations.Nullable;

/**
 * What a rank calls; that of all ranks has to be equal.
 *
 * @param what the method
 * @param type null without elements
 * @param count of elements
 * @param operation null for what computes nothing
 * @param root who has the elements; -1 for all
 */
record Call(
        Collective what,
        @Nullable ElementType type,
        long count,
        @Nullable ReduceOperation operation,
        int root) {
    static Call without(Collective what) {
        return new Call(what, null, 0, null, -1);
    }

    /** How many bytes the elements take. */
    long bytes() {
        return type == null ? 0 : type.bytes(count);
    }

    @Override
    public String toString() {
        return what
                + (type == null ? "" : " of " + count + " " + type.label())
                + (operation == null ? "" : " " + operation)
                + (root < 0 ? "" : " from rank " + root);
    }
}
