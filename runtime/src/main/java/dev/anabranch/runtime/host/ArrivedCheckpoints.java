package dev.anabranch.runtime.host;

import dev.anabranch.runtime.checkpoint.RunCheckpoints;
import dev.anabranch.runtime.wire.Message;
import java.io.IOException;
import java.util.List;

/** Keeps at the coordinator what hosts have sent with {@link RemoteCheckpoints}. */
public final class ArrivedCheckpoints extends ArrivedValues {
    private static final int VALUE = 2;

    private final RunCheckpoints checkpoints;
    private final Runnable came;
    private volatile boolean dropping;

    /**
     * Writes to a folder.
     *
     * @param classes knows the records of the run's tasks
     * @param came is told that something has come
     */
    public ArrivedCheckpoints(RunCheckpoints checkpoints, ClassLoader classes, Runnable came) {
        super(classes);
        this.checkpoints = checkpoints;
        this.came = came;
    }

    /** Whether a dataset is announced as one to be kept, or to tell of one that cannot be. */
    public static boolean isCheckpoint(Message.DatasetAnnouncement announcement) {
        return announcement.kind().equals(RemoteCheckpoints.CHECKPOINT);
    }

    @Override
    String threadName() {
        return "checkpoints";
    }

    @Override
    void lost(String host, String reason) {
        checkpoints.missed("a dataset of host " + host, reason);
    }

    @Override
    void take(List<?> fields) {
        came.run();
        long slot = (Long) fields.get(0);
        String name = (String) fields.get(1);
        if (slot < 0) {
            checkpoints.missed(name, (String) fields.get(VALUE));
            return;
        }
        if (dropping) {
            return;
        }
        try {
            checkpoints.keep((int) slot, name, fields.get(VALUE));
        } catch (IOException | RuntimeException | OutOfMemoryError failed) {
            checkpoints.missed(name, failed);
        }
    }

    /** The run has come to a good end: what is not written yet is of no use, unless it is to stay. */
    public void drop() {
        dropping = !checkpoints.outlivesItsRun();
    }
}
