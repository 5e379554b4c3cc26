package dev.anabranch.runtime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.runtime.wire.Octets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanSignatureTest {
    private static final Octets HASH = Octets.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    @TempDir
    private Path folder;

    @Test
    void whatTheCoordinatorSignedIsAccepted() throws Exception {
        Path key = folder.resolve("coordinator.key");
        PlanSigner.create(key);
        PlanVerifier verifier = PlanVerifier.read(PlanSigner.publicKeyOf(key));
        assertThat(verifier.isSigned(3, HASH, PlanSigner.read(key).sign(3, HASH)))
                .isTrue();
    }

    @Test
    void forgedSignaturesAreRefused() throws Exception {
        Path key = folder.resolve("coordinator.key");
        Path stranger = folder.resolve("stranger.key");
        PlanSigner.create(key);
        PlanSigner.create(stranger);
        PlanVerifier verifier = PlanVerifier.read(PlanSigner.publicKeyOf(key));
        Octets signature = PlanSigner.read(key).sign(3, HASH);

        assertThat(verifier.isSigned(4, HASH, signature)).as("another run").isFalse();
        assertThat(verifier.isSigned(3, Octets.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 9}), signature))
                .as("another plan")
                .isFalse();
        assertThat(verifier.isSigned(3, HASH, PlanSigner.read(stranger).sign(3, HASH)))
                .as("another key")
                .isFalse();
        assertThat(verifier.isSigned(3, HASH, Octets.none())).as("none").isFalse();
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = signature.toBytes();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(verifier.isSigned(3, HASH, Octets.of(bytes)))
                    .as("a bit of it turned")
                    .isFalse();
        }
    }

    @Test
    void keysAreTheirOwnersAndNeverWrittenOver() throws Exception {
        Path key = folder.resolve("coordinator.key");
        PlanSigner.create(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> PlanSigner.create(key)).isInstanceOf(FileAlreadyExistsException.class);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> PlanSigner.read(key))
                .hasMessageContaining("others may read it (rw-r--r--); chmod 600 it");
        assertThatThrownBy(() -> PlanVerifier.read(key)).hasMessageContaining("it has no PUBLIC KEY in PEM");
    }
}
