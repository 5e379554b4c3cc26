package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** The dataset that is arriving on a bulk lane: announced, landing chunk by chunk, landed. One thread owns it. */
public final class Arrival {
    private final Arrivals arrivals;

    private Message.@Nullable DatasetAnnouncement announced;
    private Landing landing = Landing.NOWHERE;
    private @Nullable ArrowBuf memory;
    private long total;
    private long there;

    /** @param arrivals who gives memory */
    public Arrival(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** Asks where an announced dataset goes; false if its receiver is full. */
    public boolean announce(Peer peer, Message.DatasetAnnouncement announcement) throws WireException {
        if (announced != null) {
            throw new WireException(
                    announcement.dataset() + " was announced before " + announced.dataset() + " was complete");
        }
        Landing answer = arrivals.land(peer, announcement);
        if (answer == null) {
            return false;
        }
        long bytes = announcement.layout().total();
        if (answer != Landing.NOWHERE) {
            ArrowBuf given = answer.memory();
            if (given.capacity() < bytes) {
                answer.broken("its memory is too small");
                throw new IllegalStateException(
                        announcement.dataset() + " of " + bytes + " bytes was given memory of " + given.capacity());
            }
            memory = given;
        }
        announced = announcement;
        landing = answer;
        total = bytes;
        there = 0;
        finishIfComplete();
        return true;
    }

    /** Checks that a chunk is the next one, and gives the memory for it; null to pass it over. */
    public @Nullable ByteBuf room(Message.DatasetChunk chunk) throws WireException {
        if (announced == null || !announced.dataset().equals(chunk.dataset())) {
            throw new WireException("a chunk came of " + chunk.dataset() + ", which was not announced");
        }
        if (chunk.total() != total || chunk.offset() != there) {
            throw new WireException("a chunk at " + chunk.offset() + " of " + chunk.total() + " bytes came of "
                    + chunk.dataset() + " where " + there + " of " + total + " were there");
        }
        there += chunk.length();
        if (memory == null) {
            finishIfComplete();
            return null;
        }
        return Unpooled.wrappedBuffer(memory.nioBuffer(chunk.offset(), chunk.length()))
                .clear();
    }

    /** The memory of the last chunk is filled. */
    public void filled() {
        landing.filled(there);
        finishIfComplete();
    }

    /** No more will come. */
    public void broken(String reason) {
        if (announced != null) {
            Landing whose = landing;
            clear();
            whose.broken(reason);
        }
    }

    private void finishIfComplete() {
        if (there == total) {
            Landing whose = landing;
            clear();
            whose.landed();
        }
    }

    private void clear() {
        announced = null;
        landing = Landing.NOWHERE;
        memory = null;
    }
}
