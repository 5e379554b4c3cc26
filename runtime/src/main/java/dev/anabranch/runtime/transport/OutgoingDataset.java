package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.Message;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/**
 * A dataset to send.
 *
 * @param announcement what it is and how long its buffers are
 * @param buffers the buffers, each with as many bytes from its first on as the layout says
 */
public record OutgoingDataset(Message.DatasetAnnouncement announcement, List<ArrowBuf> buffers) {
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
}
