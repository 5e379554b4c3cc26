package dev.anabranch.cli.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.runtime.security.ExposedAddressException;
import dev.anabranch.runtime.security.RunToken;
import dev.anabranch.runtime.security.TlsIdentity;
import dev.anabranch.runtime.transport.ConnectException;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.netty.NettyTransport;
import dev.anabranch.runtime.transport.netty.SocketOptions;
import dev.anabranch.testkit.transport.RecordedArrivals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is not let in over TLS: each stranger has all but one thing. */
class TlsRefusalTest {
    private static final PeerAddress LOOPBACK = new PeerAddress.Tcp("127.0.0.1", 0);

    @TempDir
    Path folder;

    private final List<Transport> opened = new ArrayList<>();
    private final BufferAllocator memory = new RootAllocator();
    private final RecordedArrivals atHost = new RecordedArrivals(memory);
    private final RecordedArrivals atStranger = new RecordedArrivals(memory);

    @BeforeEach
    void certificates() throws Exception {
        issue("ours", Duration.ZERO, "a=127.0.0.1", "b=127.0.0.1");
    }

    @AfterEach
    void close() {
        opened.forEach(Transport::close);
        atHost.close();
        atStranger.close();
        memory.close();
    }

    /** Certificates of a day, as made so long ago. */
    private void issue(String authority, Duration ago, String... hosts) throws Exception {
        List<CertifiedHost> certified = new ArrayList<>();
        for (String host : hosts) {
            certified.add(CertifiedHost.parse(host));
        }
        CertificateAuthority.issue(
                folder.resolve(authority),
                certified,
                Duration.ofDays(1),
                Instant.now().minus(ago),
                new SecureRandom());
    }

    private TlsIdentity identity(String trusted, String shown, String host) throws IOException {
        return TlsIdentity.read(
                folder.resolve(trusted + "/authority.pem"),
                folder.resolve(shown + "/" + host + ".pem"),
                folder.resolve(shown + "/" + host + ".key"));
    }

    private SocketOptions tls(String trusted, String shown, String host) throws IOException {
        return SocketOptions.standard().withTls(identity(trusted, shown, host));
    }

    private Transport open(TransportSettings settings, SocketOptions options, RecordedArrivals arrivals)
            throws Exception {
        Transport transport = NettyTransport.listening(settings, options, arrivals, LOOPBACK);
        opened.add(transport);
        return transport;
    }

    private static TransportSettings settings(String name) {
        return TransportSettings.of(new PeerId(name));
    }

    private Transport host() throws Exception {
        return open(settings("b"), tls("ours", "ours", "b"), atHost);
    }

    private static Peer connect(Transport from, Transport to) throws Exception {
        return from.connect(to.address().orElseThrow()).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Neither end takes the other for a peer; the stranger is told what the matter is. */
    private void assertRefused(Transport host, TransportSettings settings, SocketOptions options, String why)
            throws Exception {
        Transport stranger = open(settings, options, atStranger);
        assertThatThrownBy(() -> connect(stranger, host))
                .hasCauseInstanceOf(ConnectException.class)
                .hasMessageContaining("cannot connect to " + host.address().orElseThrow())
                .hasMessageContaining(why);
        assertThat(atHost.joinedSoFar()).isEmpty();
        assertThat(atStranger.joinedSoFar()).isEmpty();
        // The host lives on and lets in who may come.
        RecordedArrivals atFriend = new RecordedArrivals(memory);
        Transport friend = NettyTransport.listening(
                settings("a/friend").withToken(TOKEN), tls("ours", "ours", "a"), atFriend, LOOPBACK);
        if (settings.token().isEmpty()) {
            friend.close();
            friend = NettyTransport.listening(settings("a/friend"), tls("ours", "ours", "a"), atFriend, LOOPBACK);
        }
        assertThat(connect(friend, host).id()).isEqualTo(new PeerId("b"));
        friend.close();
        atFriend.close();
    }

    private static final RunToken TOKEN = RunToken.generate(new SecureRandom());

    @Test
    void anotherAuthoritysHost() throws Exception {
        issue("theirs", Duration.ZERO, "a=127.0.0.1");
        // It trusts our authority, so that it is not the one who refuses.
        assertRefused(host(), settings("a"), tls("ours", "theirs", "a"), "TLS");
    }

    @Test
    void aHostOfAnotherAuthorityIsNotBelievedEither() throws Exception {
        issue("theirs", Duration.ZERO, "a=127.0.0.1");
        assertRefused(host(), settings("a"), tls("theirs", "ours", "a"), "TLS");
    }

    @Test
    void anExpiredCertificate() throws Exception {
        issue("ours", Duration.ofDays(2), "old=127.0.0.1");
        assertRefused(host(), settings("old"), tls("ours", "ours", "old"), "TLS");
    }

    @Test
    void anExpiredListener() throws Exception {
        issue("ours", Duration.ofDays(2), "old=127.0.0.1");
        Transport old = open(settings("old"), tls("ours", "ours", "old"), atHost);
        Transport a = open(settings("a"), tls("ours", "ours", "a"), atStranger);
        assertThatThrownBy(() -> connect(a, old)).hasMessageContaining("TLS");
        assertThat(atHost.joinedSoFar()).isEmpty();
    }

    @Test
    void aCertificateOfAnotherAddress() throws Exception {
        issue("ours", Duration.ZERO, "far=10.1.2.3");
        Transport far = open(settings("far"), tls("ours", "ours", "far"), atHost);
        Transport a = open(settings("a"), tls("ours", "ours", "a"), atStranger);
        assertThatThrownBy(() -> connect(a, far)).hasMessageContaining("127.0.0.1");
        assertThat(atHost.joinedSoFar()).isEmpty();
    }

    @Test
    void aHostThatSpeaksForAnother() throws Exception {
        issue("ours", Duration.ZERO, "c=127.0.0.1");
        assertRefused(host(), settings("a"), tls("ours", "ours", "c"), "its certificate is of c");
    }

    @Test
    void whoDoesNotSpeakTls() throws Exception {
        assertRefused(host(), settings("a"), SocketOptions.standard(), "it may want TLS");
    }

    @Test
    void whoSpeaksTlsToWhoDoesNot() throws Exception {
        Transport plain = open(settings("b"), SocketOptions.standard(), atHost);
        Transport a = open(settings("a"), tls("ours", "ours", "a"), atStranger);
        assertThatThrownBy(() -> connect(a, plain)).hasMessageContaining("TLS");
        assertThat(atHost.joinedSoFar()).isEmpty();
    }

    @Test
    void whoHasNoCertificate() throws Exception {
        Transport host = host();
        SSLContext nobody = SSLContext.getInstance("TLSv1.3");
        nobody.init(null, new TrustManager[] {new TrustsAnybody()}, null);
        int port = ((PeerAddress.Tcp) host.address().orElseThrow()).port();
        try (SSLSocket socket = (SSLSocket) nobody.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            // In TLS 1.3 the client's own handshake ends before the server has looked at what it shows.
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        if (socket.getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(atHost.joinedSoFar()).isEmpty();
    }

    @Test
    void bytesThatAreNothing() throws Exception {
        Transport host = host();
        int port = ((PeerAddress.Tcp) host.address().orElseThrow()).port();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes(); // to the end: it is closed
            assertThat(answer.length).isLessThan(64);
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        assertThat(atHost.joinedSoFar()).isEmpty();
    }

    /** A certificate is not enough where a run has a token. */
    @Test
    void whoHasAnotherToken() throws Exception {
        Transport host = open(settings("b").withToken(TOKEN), tls("ours", "ours", "b"), atHost);
        assertRefused(
                host,
                settings("a").withToken(RunToken.generate(new SecureRandom())),
                tls("ours", "ours", "a"),
                "token");
    }

    @Test
    void whoHasNoToken() throws Exception {
        Transport host = open(settings("b").withToken(TOKEN), tls("ours", "ours", "b"), atHost);
        Transport a = open(settings("a"), tls("ours", "ours", "a"), atStranger);
        assertThatThrownBy(() -> connect(a, host)).hasMessageContaining("token");
        assertThat(atHost.joinedSoFar()).isEmpty();
    }

    /** With certificates an address that others can reach may be listened on, and without it may not. */
    @Test
    void beyondLoopbackOnlyWithCertificates() throws Exception {
        PeerAddress everywhere = new PeerAddress.Tcp("0.0.0.0", 0);
        assertThatThrownBy(() -> NettyTransport.listening(settings("b"), SocketOptions.standard(), atHost, everywhere))
                .isInstanceOf(ExposedAddressException.class)
                .hasMessageContaining("certificates");
        Transport host = NettyTransport.listening(settings("b"), tls("ours", "ours", "b"), atHost, everywhere);
        opened.add(host);
        Transport a = open(settings("a"), tls("ours", "ours", "a"), atStranger);
        int port = ((PeerAddress.Tcp) host.address().orElseThrow()).port();
        Peer there = a.connect(new PeerAddress.Tcp("127.0.0.1", port))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(there.id()).isEqualTo(new PeerId("b"));
        assertThat(atHost.awaitJoined(1).get(0).id()).isEqualTo(new PeerId("a"));
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("ours/a.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> identity("ours", "ours", "a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    private static final class TrustsAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
