package dev.anabranch.runtime.security;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who this host is to others, and whom it trusts: mutual TLS 1.3 with the JDK's own implementation. Both ends show a
 * certificate of the same authority, and a peer's name has to be the common name of its certificate.
 */
public final class TlsIdentity {
    private static final String PROTOCOL = "TLSv1.3";

    private final SslContext listening;
    private final SslContext connecting;

    private TlsIdentity(SslContext listening, SslContext connecting) {
        this.listening = listening;
        this.connecting = connecting;
    }

    /**
     * Reads PEM files.
     *
     * @param authority the certificate of the authority that all hosts trust
     * @param certificate this host's certificate
     * @param key its private key, PKCS #8, that nobody but its owner may read
     * @throws IOException if a file cannot be read or is not what it should be; the message names it
     */
    public static TlsIdentity read(Path authority, Path certificate, Path key) throws IOException {
        byte[] authorityBytes = Files.readAllBytes(authority);
        byte[] certificateBytes = Files.readAllBytes(certificate);
        byte[] keyBytes = PrivateFile.read(key);
        try {
            SslContext listening = SslContextBuilder.forServer(
                            new ByteArrayInputStream(certificateBytes), new ByteArrayInputStream(keyBytes))
                    .sslProvider(SslProvider.JDK)
                    .protocols(List.of(PROTOCOL))
                    .trustManager(new ByteArrayInputStream(authorityBytes))
                    .clientAuth(ClientAuth.REQUIRE)
                    .build();
            SslContext connecting = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols(List.of(PROTOCOL))
                    .trustManager(new ByteArrayInputStream(authorityBytes))
                    .keyManager(new ByteArrayInputStream(certificateBytes), new ByteArrayInputStream(keyBytes))
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
            return new TlsIdentity(listening, connecting);
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "not a certificate, an authority and a key in PEM that belong together: " + certificate + ", "
                            + authority + ", " + key,
                    e);
        }
    }

    /** For who listens. */
    public SslContext listening() {
        return listening;
    }

    /** For who connects; it checks that the certificate is the address's. */
    public SslContext connecting() {
        return connecting;
    }

    /** The common name of the certificate that the other end has shown. */
    public static String peerName(SSLSession session) throws SSLPeerUnverifiedException {
        Certificate[] chain = session.getPeerCertificates();
        if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
            try {
                for (Rdn part :
                        new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                    if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String name) {
                        return name;
                    }
                }
            } catch (InvalidNameException e) {
                throw new SSLPeerUnverifiedException("the certificate's subject is no name");
            }
        }
        throw new SSLPeerUnverifiedException("the certificate has no common name");
    }
}
