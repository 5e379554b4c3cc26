package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a rank calls.
 *
 * @param what the method
 * @param data where its elements are; null without any
 * @param type null without elements
 * @param count of elements
 * @param operation null for what computes nothing
 * @param root who has the elements; -1 for all
 */
record Call(
        String what,
        @Nullable ArrowBuf data,
        @Nullable ElementType type,
        long count,
        @Nullable ReduceOperation operation,
        int root) {
    static Call without(String what) {
        return new Call(what, null, null, 0, null, -1);
    }

    /** Whether two ranks call the same. */
    boolean fits(Call other) {
        return what.equals(other.what)
                && type == other.type
                && count == other.count
                && operation == other.operation
                && root == other.root;
    }

    @Override
    public String toString() {
        return what
                + (type == null ? "" : " of " + count + " " + type.label())
                + (operation == null ? "" : " " + operation)
                + (root < 0 ? "" : " from rank " + root);
    }
}
