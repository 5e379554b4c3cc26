package dev.anabranch.cli.certs;

import dev.anabranch.runtime.security.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * The two files of a certified name in a folder: {@code NAME.pem}, which anybody may read, and {@code NAME.key}, PKCS #8 with
 * mode 0600.
 */
record PemFiles(Path certificate, Path key) {
    static PemFiles of(Path folder, String name) {
        return new PemFiles(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    }

    /** Writes both, the secret first and over nothing. */
    void write(PrivateKey secret, X509Certificate shown) throws IOException, GeneralSecurityException {
        PrivateFile.write(key, pem("PRIVATE KEY", secret.getEncoded()));
        Files.write(
                certificate,
                pem("CERTIFICATE", shown.getEncoded()),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
    }

    private static byte[] pem(String what, byte[] der) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(what, der));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    PrivateKey readKey(String algorithm) throws IOException, CertificateException {
        String text = new String(PrivateFile.read(key), StandardCharsets.US_ASCII);
        try (PemReader reader = new PemReader(new StringReader(text))) {
            PemObject found = reader.readPemObject();
            if (found != null && found.getType().equals("PRIVATE KEY")) {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(found.getContent()));
            }
        } catch (IOException | GeneralSecurityException e) {
            // told below; what the file has is a secret
        }
        throw new CertificateException(key + " is no private key as this command makes them.");
    }

    X509Certificate readCertificate() throws IOException, CertificateException {
        byte[] bytes = Files.readAllBytes(certificate);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (java.security.cert.CertificateException e) {
            throw new CertificateException(certificate + " is no certificate.");
        }
    }
}
