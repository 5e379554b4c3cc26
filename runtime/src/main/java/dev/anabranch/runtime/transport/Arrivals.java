package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a transport tells its owner. It is called on threads of the transport, for one lane of one peer by one at a time;
 * whoever is called must not wait for anything.
 *
 * <p>Full is an answer: what is refused stops its lane at the sender, and is asked again after {@link Peer#resume}.
 */
public interface Arrivals {
    /** A peer has connected, or was connected to; nothing of it came before. */
    void joined(Peer peer);

    /**
     * A message of the control lane. Those by which the transport itself works are not shown.
     *
     * @return false to be given it again after {@code peer.resume(Lane.CONTROL)}
     */
    boolean message(Peer peer, Message message);

    /**
     * A dataset is about to arrive.
     *
     * @return where its bytes go; {@link Landing#NOWHERE} if nobody needs it any more; or null to be asked again after
     *     {@code peer.resume(Lane.BULK)}
     */
    @Nullable
    Landing land(Peer peer, Message.DatasetAnnouncement announcement);

    /** A peer that had joined is gone. Nothing of it comes afterwards. */
    void left(PeerId peer, Departure departure);
}
