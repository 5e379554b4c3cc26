package dev.anabranch.driver.trace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.InvalidArrowFileException;
import org.jspecify.annotations.Nullable;

/** The trace of a run. Workers and families are held, tasks, of which there may be millions, are read one by one. */
public final class RunTrace {
    private final Path folder;
    private final String flow;
    private final Instant began;
    private final List<TracedWorker> workers;
    private final List<String> families;

    private RunTrace(Path folder, String flow, Instant began, List<TracedWorker> workers, List<String> families) {
        this.folder = folder;
        this.flow = flow;
        this.began = began;
        this.workers = workers;
        this.families = families;
    }

    /** Where tasks go. */
    public interface TaskReader {
        /** Takes the next one; those of one worker come in the order in which they ran. */
        void take(TracedTask task) throws IOException;
    }

    /** Where transfers go. */
    public interface TransferReader {
        /** Takes the next one; they come in the order in which they began. */
        void take(TracedTransfer transfer) throws IOException;
    }

    private interface BatchReader {
        void take(VectorSchemaRoot batch) throws IOException;
    }

    /**
     * Opens a trace.
     *
     * @param folder with its tables
     * @throws IOException if it has none, or they are damaged or of a version that says less
     */
    public static RunTrace open(Path folder) throws IOException {
        List<TracedWorker> workers = new ArrayList<>();
        Path file = folder.resolve("workers.arrow");
        if (!Files.exists(file)) {
            throw new IOException(folder + " is no trace: it has no workers.arrow");
        }
        read(file, batch -> {
            VarCharVector name = column(file, batch, "name", VarCharVector.class);
            VarCharVector host = column(file, batch, "host", VarCharVector.class);
            IntVector tasks = column(file, batch, "tasks", IntVector.class);
            Float8Vector busy = column(file, batch, "busy", Float8Vector.class);
            Float8Vector waiting = column(file, batch, "waiting", Float8Vector.class);
            BigIntVector peak = column(file, batch, "peak", BigIntVector.class);
            for (int row = 0; row < batch.getRowCount(); row++) {
                workers.add(new TracedWorker(
                        text(name, row),
                        text(host, row),
                        tasks.get(row),
                        busy.get(row),
                        waiting.get(row),
                        peak.get(row)));
            }
        });
        List<String> families = new ArrayList<>();
        Path second = folder.resolve("families.arrow");
        read(second, batch -> {
            VarCharVector name = column(second, batch, "name", VarCharVector.class);
            for (int row = 0; row < batch.getRowCount(); row++) {
                families.add(text(name, row));
            }
        });
        Map<String, String> said = read(folder.resolve("tasks.arrow"), null);
        String began = said.get("began");
        if (began == null) {
            throw new IOException(folder + " does not say when the run began: it is of an older version");
        }
        try {
            return new RunTrace(folder, said.getOrDefault("flow", ""), Instant.parse(began), workers, families);
        } catch (DateTimeException wrong) {
            throw new IOException(folder + " does not say when the run began, but " + began, wrong);
        }
    }

    private static Map<String, String> read(Path file, @Nullable BatchReader reader) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader batches = new ArrowFileReader(channel, allocator)) {
            VectorSchemaRoot root = batches.getVectorSchemaRoot();
            while (reader != null && batches.loadNextBatch()) {
                reader.take(root);
            }
            Map<String, String> metadata = root.getSchema().getCustomMetadata();
            return metadata == null ? Map.of() : metadata;
        } catch (InvalidArrowFileException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | IllegalStateException damaged) {
            throw new IOException(file + " is damaged", damaged);
        }
    }

    private static <T extends FieldVector> T column(Path file, VectorSchemaRoot batch, String name, Class<T> type)
            throws IOException {
        FieldVector vector = batch.getVector(name);
        if (!type.isInstance(vector)) {
            throw new IOException(file + (vector == null ? " has no column " : " has another type of column ") + name);
        }
        return type.cast(vector);
    }

    private static String text(VarCharVector vector, int row) {
        return new String(vector.get(row), StandardCharsets.UTF_8);
    }

    /** Reads the tasks that finished, worker by worker. */
    public void tasks(TaskReader reader) throws IOException {
        Path file = folder.resolve("tasks.arrow");
        read(file, batch -> {
            VarCharVector name = column(file, batch, "name", VarCharVector.class);
            IntVector family = column(file, batch, "family", IntVector.class);
            IntVector worker = column(file, batch, "worker", IntVector.class);
            Float8Vector start = column(file, batch, "start", Float8Vector.class);
            Float8Vector finish = column(file, batch, "finish", Float8Vector.class);
            IntVector attempts = column(file, batch, "attempts", IntVector.class);
            IntVector reads = column(file, batch, "reads", IntVector.class);
            BigIntVector bytes = column(file, batch, "bytes_read", BigIntVector.class);
            for (int row = 0; row < batch.getRowCount(); row++) {
                if (worker.get(row) >= workers.size() || family.get(row) >= families.size()) {
                    throw new IOException(file + " names a worker or a family that the trace does not have");
                }
                reader.take(new TracedTask(
                        text(name, row),
                        family.get(row),
                        worker.get(row),
                        start.get(row),
                        finish.get(row),
                        attempts.get(row),
                        reads.get(row),
                        bytes.get(row)));
            }
        });
    }

    /** Reads what came from host to host; nothing where a run had one host. */
    public void transfers(TransferReader reader) throws IOException {
        Path file = folder.resolve("transfers.arrow");
        if (!Files.exists(file)) {
            return;
        }
        read(file, batch -> {
            VarCharVector name = column(file, batch, "name", VarCharVector.class);
            VarCharVector from = column(file, batch, "from", VarCharVector.class);
            VarCharVector to = column(file, batch, "to", VarCharVector.class);
            BigIntVector bytes = column(file, batch, "bytes", BigIntVector.class);
            Float8Vector start = column(file, batch, "start", Float8Vector.class);
            Float8Vector finish = column(file, batch, "finish", Float8Vector.class);
            for (int row = 0; row < batch.getRowCount(); row++) {
                reader.take(new TracedTransfer(
                        text(name, row),
                        text(from, row),
                        text(to, row),
                        bytes.get(row),
                        start.get(row),
                        finish.get(row)));
            }
        });
    }

    /** The flow's name. */
    public String flow() {
        return flow;
    }

    /** When the run began, by the clock of its machine. */
    public Instant began() {
        return began;
    }

    /** By number. */
    public List<TracedWorker> workers() {
        return workers;
    }

    /** The names of the families, by number. */
    public List<String> families() {
        return families;
    }
}
