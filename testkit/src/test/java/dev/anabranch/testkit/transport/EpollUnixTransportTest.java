package dev.anabranch.testkit.transport;

final class EpollUnixTransportTest extends SocketContract {
    EpollUnixTransportTest() {
        super(true, true);
    }
}
