package dev.anabranch.cli.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority in a folder, {@code authority.pem} and {@code authority.key}, that signs certificates of hosts. Whoever trusts
 * it trusts every host that it signed, so its key stays away from hosts. Keys are of the curve P-256 and come from the JDK.
 */
public final class CertificateAuthority {
    /** What its files are called, which is therefore no name of a host here. */
    public static final String NAME = "authority";

    private static final Duration LIFE = Duration.ofDays(3650);
    /** Clocks of hosts differ: a certificate is good from a little before it was made. */
    private static final Duration BEFORE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "EC";
    private static final String SIGNATURE = "SHA256withECDSA";

    private final Path folder;
    private final X500Name name;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom chance;

    private CertificateAuthority(Path folder, X509Certificate certificate, PrivateKey key, SecureRandom chance) {
        this.folder = folder;
        this.name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        this.certificate = certificate;
        this.key = key;
        this.chance = chance;
    }

    /** Files that were written, and the moment from which a host's certificates are no longer good. */
    public record Issued(List<Path> files, Instant until) {
        /** With a list of its own. */
        public Issued {
            files = List.copyOf(files);
        }
    }

    /**
     * Makes certificates of hosts in a folder, and an authority first where there is none. Nothing is written unless all of it
     * can be, and nothing over what is there.
     *
     * @param life how long the hosts' certificates are good
     * @throws CertificateException if a file is there already, or the authority cannot sign for so long
     */
    public static Issued issue(Path folder, List<CertifiedHost> hosts, Duration life, Instant now, SecureRandom chance)
            throws IOException, CertificateException {
        Set<Path> wanted = new LinkedHashSet<>();
        for (CertifiedHost host : hosts) {
            PemFiles files = PemFiles.of(folder, host.name());
            if (host.name().equals(NAME)) {
                throw new CertificateException(
                        "A host cannot be called " + NAME + " here: its files would be the" + " authority's.");
            }
            if (!wanted.add(files.key()) || !wanted.add(files.certificate())) {
                throw new CertificateException("The host " + host.name() + " was given twice. Write its addresses"
                        + " together: " + host.name() + "=ADDRESS,ADDRESS");
            }
        }
        List<Path> there = wanted.stream()
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!there.isEmpty()) {
            throw new CertificateException("Nothing was written, because " + there.get(0)
                    + " is there already. Remove the host's two files to make new ones, or choose another folder.");
        }
        try {
            List<Path> written = new ArrayList<>();
            Instant until = now.plus(life);
            CertificateAuthority authority = open(folder, now, until, chance, written);
            authority.check(now, until);
            for (CertifiedHost host : hosts) {
                KeyPair pair = pair(chance);
                PemFiles files = PemFiles.of(folder, host.name());
                files.write(pair.getPrivate(), authority.sign(host, pair.getPublic(), now, until));
                written.addAll(List.of(files.key(), files.certificate()));
            }
            return new Issued(written, until);
        } catch (GeneralSecurityException | OperatorException e) {
            throw new IllegalStateException("every JDK has the curve P-256 and " + SIGNATURE, e);
        }
    }

    private static CertificateAuthority open(
            Path folder, Instant now, Instant until, SecureRandom chance, List<Path> written)
            throws IOException, CertificateException, GeneralSecurityException, OperatorException {
        PemFiles files = PemFiles.of(folder, NAME);
        boolean shown = Files.exists(files.certificate());
        if (shown != Files.exists(files.key())) {
            throw new CertificateException((shown ? files.key() : files.certificate()) + " is missing beside "
                    + (shown ? files.certificate() : files.key())
                    + ": put it there, or choose another folder for a new authority.");
        }
        if (!shown) {
            if (until.isAfter(now.plus(LIFE))) {
                throw new CertificateException(
                        "An authority is good for " + LIFE.toDays() + " days, and what it signs for" + " no longer.");
            }
            Files.createDirectories(folder);
            KeyPair pair = pair(chance);
            X500Name name = named("Anabranch development authority " + Long.toHexString(chance.nextLong()));
            X509v3CertificateBuilder builder = builder(
                            name, name, pair.getPublic(), now, now.plus(LIFE), pair.getPublic(), chance)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            X509Certificate certificate = signed(builder, pair.getPrivate());
            files.write(pair.getPrivate(), certificate);
            written.addAll(List.of(files.key(), files.certificate()));
            return new CertificateAuthority(folder, certificate, pair.getPrivate(), chance);
        }
        return new CertificateAuthority(folder, files.readCertificate(), files.readKey(ALGORITHM), chance);
    }

    /** A host whose certificate no other would accept is better not made. */
    private void check(Instant now, Instant until) throws CertificateException, GeneralSecurityException {
        PemFiles files = PemFiles.of(folder, NAME);
        Signature probe = Signature.getInstance(SIGNATURE);
        probe.initSign(key);
        probe.update((byte) 1);
        byte[] made = probe.sign();
        boolean belongs = certificate.getPublicKey().getAlgorithm().equals(ALGORITHM);
        if (belongs) {
            probe.initVerify(certificate.getPublicKey());
            probe.update((byte) 1);
            belongs = probe.verify(made);
        }
        if (!belongs) {
            throw new CertificateException(files.key() + " is not the key of " + files.certificate() + ".");
        }
        if (certificate.getBasicConstraints() < 0) {
            throw new CertificateException(files.certificate() + " is a host's certificate, not an authority's.");
        }
        Instant end = certificate.getNotAfter().toInstant();
        if (until.isAfter(end)) {
            long days = Duration.between(now, end).toDays();
            throw new CertificateException("The authority in " + folder
                    + (days < 1
                            ? " is no longer good. Choose another folder for a new one."
                            : " is good for " + days + " more days only. Say --days " + days
                                    + " or less, or choose another folder for a new authority."));
        }
    }

    private X509Certificate sign(CertifiedHost host, PublicKey hostsKey, Instant now, Instant until)
            throws IOException, GeneralSecurityException, OperatorException {
        X509v3CertificateBuilder builder = builder(
                        name, named(host.name()), hostsKey, now, until, certificate.getPublicKey(), chance)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth // every host listens and connects
                }))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(host.alternativeNames()));
        return signed(builder, key);
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer,
            X500Name subject,
            PublicKey subjectsKey,
            Instant now,
            Instant until,
            PublicKey issuersKey,
            SecureRandom chance)
            throws IOException, GeneralSecurityException {
        JcaX509ExtensionUtils keys = new JcaX509ExtensionUtils();
        return new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(127, chance).add(BigInteger.ONE),
                        Date.from(now.minus(BEFORE)),
                        Date.from(until),
                        subject,
                        subjectsKey)
                .addExtension(Extension.subjectKeyIdentifier, false, keys.createSubjectKeyIdentifier(subjectsKey))
                .addExtension(Extension.authorityKeyIdentifier, false, keys.createAuthorityKeyIdentifier(issuersKey));
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    }

    private static X500Name named(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Anabranch")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static KeyPair pair(SecureRandom chance) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(new ECGenParameterSpec("secp256r1"), chance);
        return generator.generateKeyPair();
    }
}
