package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.transport.PeerAddress;

/** How people write where a host listens. */
public final class HostAddress {
    /** The port where nobody names one. */
    public static final int PORT = 7411;

    private HostAddress() {}

    /**
     * The address of a text: a name or a literal address, perhaps with a port; or {@code unix:} and the path of a socket.
     *
     * @throws IllegalArgumentException if it is none; the message says what one looks like
     */
    public static PeerAddress parse(String text) {
        if (text.startsWith("unix:") || text.startsWith("tcp:")) {
            return PeerAddress.parse(text);
        }
        boolean named = text.matches("[A-Za-z0-9._-]+(:[0-9]{1,5})?");
        boolean numbered = text.matches("\\[[0-9A-Fa-f:.%a-z]+\\](:[0-9]{1,5})?");
        if (!named && !numbered) {
            throw new IllegalArgumentException("'" + text
                    + "' is no address of a host; write 10.0.0.5, host.example.org:" + PORT + " or [fe80::1]:" + PORT);
        }
        boolean port = named ? text.indexOf(':') >= 0 : !text.endsWith("]");
        return PeerAddress.parse("tcp:" + text + (port ? "" : ":" + PORT));
    }
}
