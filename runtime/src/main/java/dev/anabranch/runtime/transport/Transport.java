package dev.anabranch.runtime.transport;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One end of a network of peers: it connects to others and lets others connect, two lanes a pair.
 *
 * <p>Laws, which {@code TransportContract} of the test kit proves of an implementation:
 *
 * <ul>
 *   <li>A pair of peers has one connection a lane, whoever connected first. Messages of a lane arrive in the order in which
 *       they were offered, each once, or the peer is reported to be gone.
 *   <li>Datasets arrive whole in the memory that the receiver gave for them, in the order in which they were sent.
 *   <li>A receiver that refuses stops the sender: neither end holds more than a bound of settings, however much is waiting.
 *   <li>Whoever joined leaves exactly once, with the reason, and before that whatever was landing for it is reported broken.
 *   <li>Buffers are given back: sent or not, whoever fails.
 * </ul>
 */
public interface Transport extends AutoCloseable {
    /** By which name others know this end. */
    PeerId self();

    /** Where others reach this end, with the port that was found free; empty if it does not listen. */
    Optional<PeerAddress> address();

    /**
     * Connects both lanes, or answers with the peer that is connected already.
     *
     * @return the peer; or a {@link ConnectException} with the address and why
     */
    CompletionStage<Peer> connect(PeerAddress address);

    /** Says goodbye to all peers, waits a bounded time until what was sent is out, and stops. It may be called again. */
    @Override
    void close();

    /** Stops at once, as if the process had died: peers are told nothing, and find this end lost. */
    void abort();
}
