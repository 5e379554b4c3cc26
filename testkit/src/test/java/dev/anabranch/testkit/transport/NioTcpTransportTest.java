package dev.anabranch.testkit.transport;

final class NioTcpTransportTest extends SocketContract {
    NioTcpTransportTest() {
        super(false, false);
    }
}
