package dev.anabranch.runtime.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads Ed25519 keys in PEM. */
final class PemKeys {
    private PemKeys() {}

    static PrivateKey privateKey(byte[] pem, Path file) throws IOException {
        try {
            return KeyFactory.getInstance(PlanSigner.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(der(pem, "PRIVATE KEY", file)));
        } catch (GeneralSecurityException e) {
            throw new FileSystemException(file.toString(), null, "it is no Ed25519 private key");
        }
    }

    static PublicKey publicKey(byte[] pem, Path file) throws IOException {
        try {
            return KeyFactory.getInstance(PlanSigner.ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(der(pem, "PUBLIC KEY", file)));
        } catch (GeneralSecurityException e) {
            throw new FileSystemException(file.toString(), null, "it is no Ed25519 public key");
        }
    }

    private static byte[] der(byte[] pem, String what, Path file) throws FileSystemException {
        String text = new String(pem, StandardCharsets.US_ASCII).strip();
        String begin = "-----BEGIN " + what + "-----";
        String end = "-----END " + what + "-----";
        if (text.length() >= begin.length() + end.length() && text.startsWith(begin) && text.endsWith(end)) {
            try {
                return Base64.getMimeDecoder().decode(text.substring(begin.length(), text.length() - end.length()));
            } catch (IllegalArgumentException e) {
                // told below
            }
        }
        throw new FileSystemException(file.toString(), null, "it has no " + what + " in PEM");
    }
}
