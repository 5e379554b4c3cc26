package dev.anabranch.driver;

import dev.anabranch.runtime.checkpoint.CheckpointFolder;
import dev.anabranch.runtime.checkpoint.CheckpointKeys;
import dev.anabranch.runtime.checkpoint.CheckpointSink;
import dev.anabranch.runtime.checkpoint.MissedReason;
import dev.anabranch.runtime.process.ControlChannel;
import dev.anabranch.runtime.process.ControlMessage;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a worker process has made in the folder of its run, and tells the coordinator of it. */
final class ToldCheckpoints implements CheckpointSink {
    private static final Logger LOGGER = LoggerFactory.getLogger(ToldCheckpoints.class);

    private final CheckpointFolder folder;
    private final CheckpointKeys keys;
    private final boolean forLater;
    private final ControlChannel channel;

    /** @param forLater whether all is written even if the run has come to a good end before */
    ToldCheckpoints(CheckpointFolder folder, CheckpointKeys keys, boolean forLater, ControlChannel channel) {
        this.folder = folder;
        this.keys = keys;
        this.forLater = forLater;
        this.channel = channel;
    }

    @Override
    public void keep(int slot, String name, Object value) throws IOException {
        String key = keys.of(slot);
        if (key != null) {
            tell(new ControlMessage.Kept(folder.write(key, name, value)));
        }
    }

    @Override
    public void missed(String name, Throwable why) {
        tell(new ControlMessage.Missed(name, MissedReason.of(why).text()));
    }

    private void tell(ControlMessage message) {
        try {
            channel.send(message);
        } catch (IOException gone) {
            // What is in the folder counts, not who was told.
            LOGGER.debug("nobody hears {}", message, gone);
        }
    }

    @Override
    public boolean outlivesItsRun() {
        return forLater;
    }
}
