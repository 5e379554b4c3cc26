package dev.anabranch.testkit.transport;

/** Messages so small that most frames are cut. */
final class NatsSmallPayloadTransportTest extends NatsContract {
    NatsSmallPayloadTransportTest() {
        super("max_payload: 2048");
    }
}
