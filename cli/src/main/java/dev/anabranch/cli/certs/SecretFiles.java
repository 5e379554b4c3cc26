package dev.anabranch.cli.certs;

import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.runtime.security.PlanSigner;
import dev.anabranch.runtime.security.RunToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** The files of a key folder that are no certificates. */
public final class SecretFiles {
    private SecretFiles() {}

    /**
     * Makes those that are not there yet: the key that plans are signed with, and a token if one is wanted.
     *
     * @return what was written
     * @throws CertificateException if a token is wanted and there is one
     */
    public static List<Path> add(Path folder, boolean token) throws IOException, CertificateException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        Path secret = folder.resolve(KeyFolder.TOKEN);
        if (token) {
            if (Files.exists(secret)) {
                throw new CertificateException(
                        secret + " is there already. Remove it to make a new one, and give that to all hosts.");
            }
            RunToken.generate(new SecureRandom()).write(secret);
            written.add(secret);
        }
        Path key = folder.resolve(KeyFolder.PLAN_KEY);
        if (!Files.exists(key)) {
            PlanSigner.create(key);
            written.add(key);
            written.add(PlanSigner.publicKeyOf(key));
        }
        return written;
    }
}
