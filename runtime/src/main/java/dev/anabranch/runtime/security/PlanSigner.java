package dev.anabranch.runtime.security;

import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/**
 * The coordinator's key, an Ed25519 key of the JDK. It signs the hash of a plan together with the run, so that a signature
 * seen once cannot start another run.
 */
public final class PlanSigner {
    static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;

    private PlanSigner(PrivateKey key) {
        this.key = key;
    }

    /**
     * Makes a key and writes it: {@code FILE} with mode 0600, and {@code FILE.pub}, which hosts are given.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     */
    public static void create(Path file) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
        PrivateFile.write(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.write(publicKeyOf(file), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    /** Where {@link #create} writes the public key. */
    public static Path publicKeyOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    /** From a file that only its owner may read. */
    public static PlanSigner read(Path file) throws IOException {
        return new PlanSigner(PemKeys.privateKey(PrivateFile.read(file), file));
    }

    /** The signature of a plan for a run. */
    public Octets sign(long run, Octets planHash) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(PlanVerifier.signed(run, planHash));
            return Octets.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs anything", e);
        }
    }

    private static byte[] pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
