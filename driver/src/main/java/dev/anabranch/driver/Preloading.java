package dev.anabranch.driver;

import dev.anabranch.driver.store.PlanFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once, for nobody, what every run begins with. A start is for the most part the loading of classes: this loads them in one
 * thread while another reads the command line and the flow.
 */
public final class Preloading {
    private static final Logger LOG = LoggerFactory.getLogger(Preloading.class);

    private Preloading() {}

    /** Begins, in a thread that nobody waits for. */
    public static void begin() {
        Thread thread = new Thread(Preloading::load, "preloading");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try {
            PlanFolder.prepare();
            tables();
        } catch (IOException | RuntimeException | LinkageError unprepared) {
            LOG.debug("what could not be loaded ahead is loaded where it is needed", unprepared);
        }
    }

    /** Writes an empty table and reads it. */
    private static void tables() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RootAllocator memory = new RootAllocator();
                VectorSchemaRoot table = VectorSchemaRoot.of(
                        new IntVector("i", memory),
                        new BigIntVector("l", memory),
                        new Float8Vector("d", memory),
                        new VarCharVector("s", memory));
                ArrowStreamWriter writer = new ArrowStreamWriter(table, null, Channels.newChannel(bytes))) {
            writer.start();
            writer.writeBatch();
            writer.end();
            try (ArrowStreamReader reader =
                    new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), memory)) {
                reader.loadNextBatch();
            }
        }
    }
}
