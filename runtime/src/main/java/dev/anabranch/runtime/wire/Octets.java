package dev.anabranch.runtime.wire;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A few bytes as a value: a hash, a signature, a nonce, a dataset's description. */
public final class Octets {
    private static final Octets NONE = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** No bytes. */
    public static Octets none() {
        return NONE;
    }

    /** A copy of the given bytes. */
    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Those themselves, which nobody may write to; for many at a time. */
    public static Octets wrap(byte[] bytes) {
        return new Octets(bytes);
    }

    /** Those themselves, to be read only; for many at a time. */
    public byte[] unwrap() {
        return bytes;
    }

    /** How many there are. */
    public int size() {
        return bytes.length;
    }

    /** In lower case hexadecimal. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    byte[] shared() {
        return bytes;
    }

    /** Takes as long whatever the bytes are, so that secrets may be compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Never the bytes themselves, which may be a secret's. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
