package dev.anabranch.testkit.transport;

final class EpollTcpTransportTest extends SocketContract {
    EpollTcpTransportTest() {
        super(true, false);
    }
}
