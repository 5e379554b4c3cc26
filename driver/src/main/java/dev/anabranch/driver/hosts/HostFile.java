package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.wire.Octets;
import java.util.HexFormat;

/**
 * A file that a run needs on its hosts.
 *
 * @param name its path in the plan's folder, or its name on the class path
 * @param digest its SHA-256, in hexadecimal
 * @param bytes its size
 */
record HostFile(String name, String digest, long bytes) {
    HostFile {
        if (!digest.matches("[0-9a-f]{64}") || bytes < 0) {
            throw new IllegalArgumentException("a file has no such digest or size");
        }
        if (name.isEmpty() || name.startsWith("/") || ("/" + name + "/").contains("/../") || name.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("a file of a run has no such name");
        }
    }

    Octets octets() {
        return Octets.of(HexFormat.of().parseHex(digest));
    }
}
