package dev.anabranch.compiler.plan;

import dev.anabranch.model.graph.IntRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over values of known kinds; what has a length says it first, so that no two meanings run together. */
public final class MeaningHash {
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13);

    /** Nothing yet. */
    public MeaningHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Adds a number. */
    public MeaningHash add(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    /** Adds a number. */
    public MeaningHash add(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** Adds a number by its bits. */
    public MeaningHash add(double value) {
        return add(Double.doubleToLongBits(value));
    }

    /** Adds a truth value. */
    public MeaningHash add(boolean value) {
        return add(value ? 1 : 0);
    }

    /** Adds a text. */
    public MeaningHash add(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        flush();
        digest.update(bytes);
        return this;
    }

    /** Adds all rows. */
    public MeaningHash add(IntRows rows) {
        add(rows.rows());
        for (int row = 0; row < rows.rows(); row++) {
            add(rows.size(row));
            for (int i = 0; i < rows.size(row); i++) {
                add(rows.get(row, i));
            }
        }
        return this;
    }

    /** The hash of all that was added, in hexadecimal; begins anew. */
    public String end() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        buffer.flip();
        digest.update(buffer);
        buffer.clear();
    }
}
