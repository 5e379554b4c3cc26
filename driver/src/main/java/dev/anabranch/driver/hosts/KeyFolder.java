package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.security.PlanSigner;
import dev.anabranch.runtime.security.PlanVerifier;
import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.security.TlsIdentity;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What hosts and coordinators of a cluster know each other by, in a folder: a run token, certificates, or both; and the key that
 * plans are signed with, whose public half hosts have.
 *
 * @param folder where the files are
 */
public record KeyFolder(Path folder) {
    /** The secret that all have. */
    public static final String TOKEN = "run.token";

    /** The coordinator's key; hosts have the file of that name with {@code .pub}. */
    public static final String PLAN_KEY = "plans.key";

    /** The certificate of the authority. */
    public static final String AUTHORITY = "authority.pem";

    /** What a coordinator's certificate is of. */
    public static final String COORDINATOR = "coordinator";

    /** Cut cables are noticed within this time. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** Whether peers prove who they are by certificates. */
    public boolean hasCertificates() {
        return Files.exists(folder.resolve(AUTHORITY));
    }

    /** Whether peers prove that they belong here by a token. */
    public boolean hasToken() {
        return Files.exists(folder.resolve(TOKEN));
    }

    /**
     * The settings of a peer's transport, with the token if there is one.
     *
     * @throws IOException if the folder has neither a token nor certificates, or they cannot be read
     */
    TransportSettings settings(PeerId self) throws IOException {
        if (!hasToken() && !hasCertificates()) {
            throw new NoSuchFileException(
                    folder.toString(),
                    null,
                    "neither " + TOKEN + " nor " + AUTHORITY + " is there; make keys with: anabranch certs " + folder
                            + " --token");
        }
        TransportSettings settings = TransportSettings.of(self).withHeartbeat(HEARTBEAT, SILENCE);
        return hasToken() ? settings.withToken(RunToken.read(folder.resolve(TOKEN))) : settings;
    }

    /**
     * How a peer's sockets are, with its certificate if there are any.
     *
     * @param name whose certificate
     * @throws IOException if it cannot be read
     */
    SocketOptions options(String name) throws IOException {
        return hasCertificates()
                ? SocketOptions.standard()
                        .withTls(TlsIdentity.read(
                                folder.resolve(AUTHORITY),
                                folder.resolve(name + ".pem"),
                                folder.resolve(name + ".key")))
                : SocketOptions.standard();
    }

    /**
     * Knows what the coordinator has signed.
     *
     * @throws IOException if the public key cannot be read
     */
    PlanVerifier verifier() throws IOException {
        return PlanVerifier.read(PlanSigner.publicKeyOf(existing(PLAN_KEY + ".pub", PLAN_KEY)));
    }

    /**
     * Signs as the coordinator.
     *
     * @throws IOException if the key cannot be read
     */
    PlanSigner signer() throws IOException {
        return PlanSigner.read(existing(PLAN_KEY, PLAN_KEY));
    }

    private Path existing(String needed, String key) throws NoSuchFileException {
        if (!Files.exists(folder.resolve(needed))) {
            throw new NoSuchFileException(
                    folder.resolve(needed).toString(), null, "make keys with: anabranch certs " + folder + " --token");
        }
        return folder.resolve(key);
    }

    /** In words: by what peers know each other. */
    public Optional<String> guards() {
        if (hasCertificates()) {
            return Optional.of(hasToken() ? "mutual TLS and a run token" : "mutual TLS");
        }
        return hasToken() ? Optional.of("a run token") : Optional.empty();
    }
}
