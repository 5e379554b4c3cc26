package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.cli.Anabranch.Answer;
import dev.anabranch.runtime.security.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertsCommandTest {
    @TempDir
    Path folder;

    private Path certs() {
        return folder.resolve("certs");
    }

    private Answer certs(Object... arguments) {
        return new Anabranch(folder).call("certs", arguments);
    }

    private X509Certificate read(String name) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certs().resolve(name))));
    }

    private List<String> files() throws IOException {
        if (!Files.exists(certs())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(certs())) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void hostsGetCertificatesOfOneAuthority() throws Exception {
        Answer answer = certs(certs(), "a=10.0.0.5,node5.example.org,::1", "b.example.org", "--days", 30);
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("wrote " + certs().resolve("a.key"), "good for 30 days");
        assertThat(files())
                .containsExactly(
                        "a.key",
                        "a.pem",
                        "authority.key",
                        "authority.pem",
                        "b.example.org.key",
                        "b.example.org.pem",
                        "plans.key",
                        "plans.key.pub");
        X509Certificate authority = read("authority.pem");
        X509Certificate a = read("a.pem");
        authority.verify(authority.getPublicKey());
        a.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(a.getBasicConstraints()).isEqualTo(-1);
        assertThat(a.getSubjectX500Principal().getName()).contains("CN=a");
        assertThat(a.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(7, "10.0.0.5"), List.of(2, "node5.example.org"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(Duration.between(Instant.now(), a.getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(29), Duration.ofDays(30));
        for (String key : List.of("a.key", "authority.key", "b.example.org.key", "plans.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certs().resolve(key))))
                    .isEqualTo("rw-------");
        }
        TlsIdentity.read(certs().resolve("authority.pem"), certs().resolve("a.pem"), certs().resolve("a.key"));
    }

    @Test
    void anAuthoritySignsForMoreHostsLater() throws Exception {
        certs(certs(), "a");
        X509Certificate authority = read("authority.pem");
        Answer later = certs(certs(), "c", "--json");
        assertThat(later.json().get("files")).hasSize(2);
        read("c.pem").verify(authority.getPublicKey());
        assertThat(read("authority.pem")).isEqualTo(authority);
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        certs(certs(), "a");
        byte[] before = Files.readAllBytes(certs().resolve("a.key"));
        Answer again = certs(certs(), "d", "a");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("a.key is there already").hasLineCount(1);
        assertThat(Files.readAllBytes(certs().resolve("a.key"))).isEqualTo(before);
        assertThat(files()).doesNotContain("d.key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b|is no host's name",
                "=10.0.0.1|is no host's name",
                "a=|is no address",
                "a=300.1.1.1|is no address",
                "a=node one|is no address",
                "my_host|my_host=10.0.0.5",
                "authority|cannot be called authority",
            })
    void aHostThatCannotBeComesWithWhatCan(String host, String said) throws IOException {
        Answer answer = certs(certs(), "good", host);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(said).hasLineCount(1);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, at least a day", "5000, good for 3650 days"})
    void daysHaveLimits(int days, String said) throws IOException {
        Answer answer = certs(certs(), "a", "--days", days);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err()).contains(said);
        assertThat(files()).isEmpty();
    }

    @Test
    void hostsDoNotOutliveTheirAuthority() {
        certs(certs(), "a");
        assertThat(certs(certs(), "b", "--days", 3660).err()).contains("Say --days 36");
        assertThat(certs(certs(), "c", "c").err()).contains("given twice");
    }

    @Test
    void anAuthorityThatIsNotWholeSignsNothing() throws IOException {
        certs(certs(), "a");
        certs(folder.resolve("other"), "a");
        Files.copy(
                folder.resolve("other/authority.pem"),
                certs().resolve("authority.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(certs(certs(), "b").err()).contains("is not the key of");
        Files.setPosixFilePermissions(certs().resolve("authority.key"), PosixFilePermissions.fromString("rw-rw----"));
        Answer readable = certs(certs(), "b");
        assertThat(readable.status()).isEqualTo(3);
        assertThat(readable.err()).contains("chmod 600");
        Files.delete(certs().resolve("authority.key"));
        assertThat(certs(certs(), "b").err()).contains("authority.key is missing");
        assertThat(files()).doesNotContain("b.key");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(certs(file, "a").err()).contains("is a file");
        assertThat(certs(certs()).status()).isEqualTo(2);
    }
}
