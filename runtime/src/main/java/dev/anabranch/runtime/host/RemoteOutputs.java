package dev.anabranch.runtime.host;

import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.transport.Peer;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** What a host publishes goes to the coordinator, who puts it into the catalogue; see {@link ArrivedOutputs}. */
public final class RemoteOutputs implements OutputSink {
    /** What is announced: a list of the publication's name, index, metadata and value. */
    static final String PUBLICATION = "publication";

    private final long run;
    private final Peer coordinator;
    private @Nullable BufferAllocator notes;

    /** @param run the number of the run */
    public RemoteOutputs(long run, Peer coordinator) {
        this.run = run;
        this.coordinator = coordinator;
    }

    @Override
    public void begin(BufferAllocator memory) {
        notes = memory;
    }

    @Override
    public void publish(Publication publication, Object value) throws IOException {
        BufferAllocator allocator = notes;
        if (allocator == null) {
            throw new IllegalStateException("the run has not begun");
        }
        List<Object> content = List.of(publication.name(), publication.index(), publication.metadata(), value);
        Parcel.deliver(coordinator, run, PUBLICATION, content, allocator);
    }
}
