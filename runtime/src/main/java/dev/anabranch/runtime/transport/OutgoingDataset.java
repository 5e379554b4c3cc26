package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.Message;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/**
 * A dataset to send.
 *
 * @param announcement what it is and how long its buffers are
 * @param buffers the buffers, each with as many bytes from its first on as the layout says
 * @param supply how much of them is there; if none will come any more, the lane that it is sent on breaks
 */
public record OutgoingDataset(Message.DatasetAnnouncement announcement, List<ArrowBuf> buffers, Supply supply) {
    /** Of what is there as a whole. */
    public OutgoingDataset(Message.DatasetAnnouncement announcement, List<ArrowBuf> buffers) {
        this(announcement, buffers, Supply.WHOLE);
    }

    /** Refuses buffers that are fewer, more or shorter than announced. */
    public OutgoingDataset {
        buffers = List.copyOf(buffers);
        List<Long> lengths = announcement.layout().lengths();
        if (buffers.size() != lengths.size()) {
            throw new IllegalArgumentException(
                    announcement.dataset() + " has " + buffers.size() + " buffers and announces " + lengths.size());
        }
        for (int i = 0; i < buffers.size(); i++) {
            if (buffers.get(i).capacity() < lengths.get(i)) {
                throw new IllegalArgumentException(announcement.dataset() + " has a buffer of "
                        + buffers.get(i).capacity() + " bytes and announces " + lengths.get(i));
            }
        }
    }

    /** The same, to be sent on by its receiver. */
    public OutgoingDataset onward(List<String> peers) {
        return new OutgoingDataset(announcement.onward(peers), buffers, supply);
    }
}
