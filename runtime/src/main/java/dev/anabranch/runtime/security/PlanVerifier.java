package dev.anabranch.runtime.security;

import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** A host's knowledge of its coordinator: it runs only what the coordinator's key has signed. */
public final class PlanVerifier {
    private static final byte[] PURPOSE = "anabranch plan 1".getBytes(StandardCharsets.US_ASCII);

    private final PublicKey key;

    private PlanVerifier(PublicKey key) {
        this.key = key;
    }

    /** From the file that {@link PlanSigner#create} wrote with {@code .pub}. */
    public static PlanVerifier read(Path file) throws IOException {
        return new PlanVerifier(PemKeys.publicKey(Files.readAllBytes(file), file));
    }

    /**
     * Checks a signature. The hash has to be computed from the plan that was received: a signature says nothing of a plan
     * whose hash was only told.
     */
    public boolean isSigned(long run, Octets planHash, Octets signature) {
        try {
            Signature verification = Signature.getInstance(PlanSigner.ALGORITHM);
            verification.initVerify(key);
            verification.update(signed(run, planHash));
            return verification.verify(signature.toBytes());
        } catch (GeneralSecurityException e) {
            return false; // bytes that are not even the form of a signature
        }
    }

    /** What is signed: a purpose, so that the key's other signatures are none of plans; the run; the hash. */
    static byte[] signed(long run, Octets planHash) {
        byte[] hash = planHash.toBytes();
        return ByteBuffer.allocate(PURPOSE.length + Long.BYTES + hash.length)
                .put(PURPOSE)
                .putLong(run)
                .put(hash)
                .array();
    }
}
