package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.ReduceOperation;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Words;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ReferenceManager;
import org.jspecify.annotations.Nullable;

/** What ranks show, as words that processes share; memory is its location. */
@SuppressWarnings("EnumOrdinal") // all processes of a run have the same classes
final class ShownWords {
    /** How many words it takes. */
    static final int COUNT = 8;

    private static final int FIELD_BITS = 8;
    private static final int NONE = (1 << FIELD_BITS) - 1;

    private final Words words;
    private final SharedMemory memory;

    ShownWords(Words words, SharedMemory memory) {
        this.words = words;
        this.memory = memory;
    }

    void write(int at, Shown shown) {
        Call call = shown.call();
        ElementType type = call.type();
        ReduceOperation operation = call.operation();
        long kind = call.what().ordinal();
        kind = kind << FIELD_BITS | (type == null ? NONE : type.ordinal());
        kind = kind << FIELD_BITS | (operation == null ? NONE : operation.ordinal());
        kind = kind << 1 | (shown.staged() ? 1 : 0);
        words.plain(at, kind);
        words.plain(at + 1, call.count());
        words.plain(at + 2, call.root());
        ArrowBuf data = shown.memory();
        long bytes = data == null ? -1 : shown.staged() ? data.capacity() : call.bytes();
        words.plain(at + 3, data == null || bytes == 0 ? 0 : memory.locate(data.memoryAddress(), bytes));
        words.plain(at + 4, bytes);
    }

    Shown read(int at) {
        long kind = words.plain(at);
        int operation = (int) (kind >>> 1) & NONE;
        int type = (int) (kind >>> (1 + FIELD_BITS)) & NONE;
        Call call = new Call(
                Collective.values()[(int) (kind >>> (1 + 2 * FIELD_BITS))],
                type == NONE ? null : ElementType.values()[type],
                words.plain(at + 1),
                operation == NONE ? null : ReduceOperation.values()[operation],
                (int) words.plain(at + 2));
        return new Shown(call, mapped(words.plain(at + 3), words.plain(at + 4)), (kind & 1) != 0);
    }

    private @Nullable ArrowBuf mapped(long location, long bytes) {
        if (bytes < 0) {
            return null;
        }
        return new ArrowBuf(ReferenceManager.NO_OP, null, bytes, location == 0 ? 0 : memory.address(location));
    }
}
