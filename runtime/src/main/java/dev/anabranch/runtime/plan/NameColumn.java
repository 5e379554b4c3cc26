package dev.anabranch.runtime.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.arrow.vector.VarCharVector;

/**
 * Names by row, of which neighbours mostly begin alike. Rows are kept in blocks, of which only the first row is there as a
 * whole; each other is how many bytes it shares with the row before it, and the rest (front coding, as in Witten, Moffat
 * and Bell, 1999, "Managing Gigabytes"). A name costs some three bytes until somebody reads it.
 */
public final class NameColumn {
    private static final int BLOCK = 16;
    private static final int MOST_SHARED = 255;

    private final int rows;
    private final byte[] coded;
    /** Where blocks begin. */
    private final int[] blocks;

    private NameColumn(int rows, byte[] coded, int[] blocks) {
        this.rows = rows;
        this.coded = coded;
        this.blocks = blocks;
    }

    /** The same texts. */
    static NameColumn of(TextColumn texts) {
        int rows = texts.rows();
        int[] blocks = new int[(rows + BLOCK - 1) / BLOCK];
        Coder coder = new Coder(texts.bytes(), 16 + texts.bytes().length / 4);
        for (int row = 0; row < rows; row++) {
            if (row % BLOCK == 0) {
                blocks[row / BLOCK] = coder.size;
            }
            coder.add(texts.start(row), texts.start(row + 1), row % BLOCK == 0);
        }
        return new NameColumn(rows, Arrays.copyOf(coder.coded, coder.size), blocks);
    }

    /** The name of a row. */
    public String get(int row) {
        Reader reader = read(row);
        return new String(reader.name, 0, reader.length, StandardCharsets.UTF_8);
    }

    /** Writes the name of a row into a vector. */
    public void copyTo(int row, VarCharVector vector, int index) {
        Reader reader = read(row);
        vector.setSafe(index, reader.name, 0, reader.length);
    }

    private Reader read(int row) {
        Objects.checkIndex(row, rows);
        Reader reader = new Reader(coded, blocks[row / BLOCK]);
        for (int at = 0; at <= row % BLOCK; at++) {
            reader.next();
        }
        return reader;
    }

    private static final class Coder {
        private final byte[] texts;
        private byte[] coded;
        private int size;
        private int before;
        private int beforeEnd;

        Coder(byte[] texts, int capacity) {
            this.texts = texts;
            this.coded = new byte[capacity];
        }

        void add(int start, int end, boolean whole) {
            int shared = 0;
            if (!whole) {
                int most = Math.min(MOST_SHARED, Math.min(end - start, beforeEnd - before));
                int differs = Arrays.mismatch(texts, before, before + most, texts, start, start + most);
                shared = differs < 0 ? most : differs;
            }
            int rest = end - start - shared;
            // A length has five bytes of seven bits at most.
            int needed = Math.addExact(size, Math.addExact(rest, 6));
            if (needed > coded.length) {
                coded = Arrays.copyOf(coded, Math.max(needed, coded.length + (coded.length >> 1)));
            }
            coded[size++] = (byte) shared;
            int length = rest;
            while (length > 0x7f) {
                coded[size++] = (byte) (length | 0x80);
                length >>>= 7;
            }
            coded[size++] = (byte) length;
            System.arraycopy(texts, start + shared, coded, size, rest);
            size += rest;
            before = start;
            beforeEnd = end;
        }
    }

    private static final class Reader {
        private final byte[] coded;
        private int at;
        private byte[] name = new byte[32];
        private int length;

        Reader(byte[] coded, int at) {
            this.coded = coded;
            this.at = at;
        }

        void next() {
            int shared = coded[at++] & 0xff;
            int rest = 0;
            int shift = 0;
            int part;
            do {
                part = coded[at++];
                rest |= (part & 0x7f) << shift;
                shift += 7;
            } while (part < 0);
            length = shared + rest;
            if (length > name.length) {
                name = Arrays.copyOf(name, length * 2);
            }
            System.arraycopy(coded, at, name, shared, rest);
            at += rest;
        }
    }
}
