package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.host.ArrivedCheckpoints;
import dev.anabranch.runtime.host.ArrivedOutputs;
import dev.anabranch.runtime.host.Stillness;
import dev.anabranch.runtime.transport.Arrivals;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** What comes from a run's hosts, on threads of the transport: events for the run's thread, progress, outputs and checkpoints. */
final class ClusterDoor implements Arrivals {
    private final long run;
    private final List<String> hosts;
    private final FinishedTasks finished;
    private final ArrivedOutputs outputs;
    private final @Nullable ArrivedCheckpoints checkpoints;
    private final BufferAllocator allocator;
    private final Consumer<ClusterEvent> events;

    /**
     * Of a run.
     *
     * @param run its number
     * @param hosts the plan's
     * @param finished takes progress
     * @param outputs takes publications
     * @param checkpoints takes what is kept; null for nobody
     * @param allocator where what hosts tell lands
     * @param events for the run's thread
     */
    ClusterDoor(
            long run,
            List<String> hosts,
            FinishedTasks finished,
            ArrivedOutputs outputs,
            @Nullable ArrivedCheckpoints checkpoints,
            BufferAllocator allocator,
            Consumer<ClusterEvent> events) {
        this.run = run;
        this.hosts = hosts;
        this.finished = finished;
        this.outputs = outputs;
        this.checkpoints = checkpoints;
        this.allocator = allocator;
        this.events = events;
    }

    @Override
    public void joined(Peer peer) {}

    @Override
    public boolean message(Peer peer, Message message) {
        int host = hosts.indexOf(peer.id().name());
        if (message instanceof Message.Progress progress) {
            if (progress.run() == run) {
                finished.take(progress);
            }
        } else if (host >= 0) {
            events.accept(new ClusterEvent.Told(host, message));
        }
        return true;
    }

    @Override
    public @Nullable Landing land(Peer peer, Message.DatasetAnnouncement announcement) {
        int host = hosts.indexOf(peer.id().name());
        if (host < 0 || announcement.dataset().run() != run) {
            return Landing.NOWHERE;
        }
        if (ArrivedOutputs.isPublication(announcement)) {
            return outputs.land(peer, announcement);
        }
        if (ArrivedCheckpoints.isCheckpoint(announcement)) {
            return checkpoints == null ? Landing.NOWHERE : checkpoints.land(peer, announcement);
        }
        if (announcement.kind().equals(HostRun.STILL)) {
            long question = announcement.dataset().slot();
            return new Told(announcement, content -> still(host, question, content));
        }
        return announcement.kind().equals(HostRun.MEASURED)
                ? new Told(announcement, content -> events.accept(new ClusterEvent.Measured(host, Octets.of(content))))
                : Landing.NOWHERE;
    }

    @Override
    public void left(PeerId peer, Departure departure) {
        int host = hosts.indexOf(peer.name());
        if (host >= 0) {
            events.accept(new ClusterEvent.Left(host, departure));
        }
    }

    private void still(int host, long question, byte[] content) {
        try {
            events.accept(new ClusterEvent.Still(host, question, Stillness.decode(content)));
        } catch (IOException none) {
            events.accept(new ClusterEvent.Failed(new RunFailure(
                    FailureKind.INFRASTRUCTURE, "host " + hosts.get(host) + " says nothing that is known", null)));
        }
    }

    /** What a host tells that is no message, arriving. */
    private final class Told implements Landing {
        private final ArrowBuf memory;
        private final int length;
        private final Consumer<byte[]> heard;

        Told(Message.DatasetAnnouncement announcement, Consumer<byte[]> heard) {
            this.length = Math.toIntExact(announcement.layout().total());
            this.memory = allocator.buffer(length);
            this.heard = heard;
        }

        @Override
        public ArrowBuf memory() {
            return memory;
        }

        @Override
        public void landed() {
            byte[] content = new byte[length];
            memory.getBytes(0, content);
            memory.close();
            heard.accept(content);
        }

        @Override
        public void broken(String reason) {
            memory.close();
        }
    }
}
