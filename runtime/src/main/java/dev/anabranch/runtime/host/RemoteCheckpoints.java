package dev.anabranch.runtime.host;

import dev.anabranch.runtime.checkpoint.CheckpointSink;
import dev.anabranch.runtime.checkpoint.MissedReason;
import dev.anabranch.runtime.transport.Peer;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a host has to keep goes to the coordinator, who writes it where a run on its own machine would; see
 * {@link ArrivedCheckpoints}. There it outlives the host, which is what it is kept for.
 */
public final class RemoteCheckpoints implements CheckpointSink {
    /** What is announced: a list of the dataset's slot, name and value, or of -1, a name and why it cannot be kept. */
    static final String CHECKPOINT = "checkpoint";

    private static final Logger LOGGER = LoggerFactory.getLogger(RemoteCheckpoints.class);

    private final long run;
    private final Peer coordinator;
    private final BufferAllocator notes;

    /**
     * Sends to a coordinator.
     *
     * @param run the number of the run
     * @param notes where long descriptions go
     */
    public RemoteCheckpoints(long run, Peer coordinator, BufferAllocator notes) {
        this.run = run;
        this.coordinator = coordinator;
        this.notes = notes;
    }

    @Override
    public void keep(int slot, String name, Object value) throws IOException {
        send(List.of((long) slot, name, value));
    }

    private void send(List<Object> content) throws IOException {
        Parcel.deliver(coordinator, run, CHECKPOINT, content, notes);
    }

    @Override
    public void missed(String name, Throwable why) {
        try {
            send(List.of(-1L, name, MissedReason.of(why).text()));
        } catch (IOException gone) {
            LOGGER.debug("nobody hears that {} is not kept", name, gone);
        }
    }

    /** That this host's share has come to a good end says nothing of the others': only the coordinator may drop. */
    @Override
    public boolean outlivesItsRun() {
        return true;
    }
}
