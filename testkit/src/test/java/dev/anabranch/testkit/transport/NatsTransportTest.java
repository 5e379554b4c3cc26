package dev.anabranch.testkit.transport;

/** Messages of at most 1 MiB, as servers have it where nobody says otherwise. */
final class NatsTransportTest extends NatsContract {
    NatsTransportTest() {
        super("");
    }
}
