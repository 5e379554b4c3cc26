package dev.anabranch.runtime.security;

import dev.anabranch.runtime.wire.Lane;
import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that all peers of a run have and nobody else. It never crosses a connection: each end proves that it has it, by
 * HMAC-SHA256 over both ends' names and chance, so that a proof serves for one connection, one lane and one direction.
 */
public final class RunToken {
    /** Bytes of a token. */
    public static final int BYTES = 32;

    private final byte[] secret;

    private RunToken(byte[] secret) {
        this.secret = secret;
    }

    /** A new one. */
    public static RunToken generate(SecureRandom chance) {
        byte[] secret = new byte[BYTES];
        chance.nextBytes(secret);
        return new RunToken(secret);
    }

    /**
     * From 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is none; the message does not repeat it
     */
    public static RunToken parse(String text) {
        byte[] secret;
        try {
            secret = HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException e) {
            secret = new byte[0];
        }
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a run token is " + 2 * BYTES + " hexadecimal digits");
        }
        return new RunToken(secret);
    }

    /** From a file that only its owner may read. */
    public static RunToken read(Path file) throws IOException {
        String text = new String(PrivateFile.read(file), StandardCharsets.US_ASCII);
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new FileSystemException(file.toString(), null, String.valueOf(e.getMessage()));
        }
    }

    /** Writes a new file that only its owner may read. */
    public void write(Path file) throws IOException {
        PrivateFile.write(file, (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** What both ends of a connection know when they prove that they have the token. */
    public record Exchange(String connector, String listener, Lane lane, Octets connectorNonce, Octets listenerNonce) {}

    /** The listener's proof. */
    public Octets proveListener(Exchange exchange) {
        return prove("anabranch listener", exchange);
    }

    /** The connecting peer's proof. */
    public Octets proveConnector(Exchange exchange) {
        return prove("anabranch connector", exchange);
    }

    private Octets prove(String role, Exchange exchange) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            field(mac, role.getBytes(StandardCharsets.UTF_8));
            field(mac, exchange.connector().getBytes(StandardCharsets.UTF_8));
            field(mac, exchange.listener().getBytes(StandardCharsets.UTF_8));
            field(mac, exchange.lane().name().getBytes(StandardCharsets.UTF_8));
            field(mac, exchange.connectorNonce().toBytes());
            field(mac, exchange.listenerNonce().toBytes());
            return Octets.of(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** With its length, so that no two lists of fields give the same bytes. */
    private static void field(Mac mac, byte[] bytes) {
        mac.update(new byte[] {
            (byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16), (byte) (bytes.length >>> 8), (byte) bytes.length
        });
        mac.update(bytes);
    }

    /** Not the token. */
    @Override
    public String toString() {
        return "run token";
    }
}
