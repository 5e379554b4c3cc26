package dev.anabranch.testkit.transport;

final class NioUnixTransportTest extends SocketContract {
    NioUnixTransportTest() {
        super(false, true);
    }
}
