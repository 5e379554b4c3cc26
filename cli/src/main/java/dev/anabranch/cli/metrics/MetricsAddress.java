package dev.anabranch.cli.metrics;

import dev.anabranch.runtime.security.ExposedAddressException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people write where metrics are served. */
public final class MetricsAddress {
    private static final Pattern FORM =
            Pattern.compile("(?:([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%a-z]+\\])?:)?([0-9]{1,5})");
    private static final int MOST = 65535;

    private MetricsAddress() {}

    /**
     * The address of a text: a port, on loopback, perhaps with a name or a literal address before it.
     *
     * @throws IllegalArgumentException if it is none; the message says what one looks like
     * @throws ExposedAddressException if others than this host could reach it
     */
    public static InetSocketAddress parse(String text) throws ExposedAddressException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > MOST) {
            throw new IllegalArgumentException("'" + text
                    + "' is no address to serve metrics at; write a port, 9411, or 127.0.0.1:9411 or [::1]:9411");
        }
        int port = Integer.parseInt(parts.group(2));
        InetSocketAddress address = parts.group(1) == null
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(parts.group(1), port);
        ExposedAddressException.checkLoopback(address, "metrics");
        return address;
    }
}
