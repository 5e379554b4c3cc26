package dev.anabranch.runtime.host;

import dev.anabranch.runtime.FailureKind;
import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.output.OutputSink;
import dev.anabranch.runtime.output.Publication;
import dev.anabranch.runtime.wire.Message;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Publishes at the coordinator what hosts have sent with {@link RemoteOutputs}. */
public final class ArrivedOutputs extends ArrivedValues {
    /** Where in what is sent the value is. */
    private static final int VALUE = 3;

    private final OutputSink sink;
    private final Consumer<RunFailure> failed;

    /**
     * Writes to a sink.
     *
     * @param classes knows the records of the run's tasks
     * @param failed is told what could not be published
     */
    public ArrivedOutputs(OutputSink sink, ClassLoader classes, Consumer<RunFailure> failed) {
        super(classes);
        this.sink = sink;
        this.failed = failed;
        sink.begin(memory());
    }

    /** Whether a dataset is announced as a publication. */
    public static boolean isPublication(Message.DatasetAnnouncement announcement) {
        return announcement.kind().equals(RemoteOutputs.PUBLICATION);
    }

    @Override
    String threadName() {
        return "publications";
    }

    @Override
    void lost(String host, String reason) {
        failed.accept(new RunFailure(
                FailureKind.INFRASTRUCTURE, "a publication of host " + host + " did not arrive: " + reason, null));
    }

    @Override
    void take(List<?> fields) {
        Publication publication =
                new Publication((String) fields.get(0), (String) fields.get(1), (String) fields.get(2));
        try {
            sink.publish(publication, fields.get(VALUE));
        } catch (UnsupportedOperationException unpublishable) {
            failed.accept(new RunFailure(
                    FailureKind.USER,
                    publication + " cannot be published: " + unpublishable.getMessage(),
                    unpublishable));
        } catch (IOException | RuntimeException unwritten) {
            failed.accept(new RunFailure(
                    FailureKind.INFRASTRUCTURE, publication + " could not be published: " + unwritten, unwritten));
        }
    }
}
