package dev.anabranch.runtime.gang;

import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a rank shows the others.
 *
 * @param memory where its elements are, as this process sees it; null without any
 * @param staged whether that is a copy of a portion of them at a time, as others cannot read the elements themselves
 */
record Shown(Call call, @Nullable ArrowBuf memory, boolean staged) {
    static Shown without(Collective what) {
        return new Shown(Call.without(what), null, false);
    }
}
