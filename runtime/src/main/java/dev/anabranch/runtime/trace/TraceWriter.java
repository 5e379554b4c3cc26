package dev.anabranch.runtime.trace;

import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.TaskRows;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes what happened as the tables of a plan: {@code tasks.arrow} with the columns of the plan's tasks, where start,
 * finish and work are actual seconds, and {@code attempts}, how often its task was called; {@code workers.arrow} with
 * those of its workers and {@code waiting}. Tasks that did not finish have no row.
 */
public final class TraceWriter {
    private static final int BATCH = 1 << 16;
    private static final ArrowType INT = new ArrowType.Int(32, true);
    private static final ArrowType LONG = new ArrowType.Int(64, true);
    private static final ArrowType SECONDS = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;

    private TraceWriter() {}

    /**
     * Writes both tables.
     *
     * @param folder made if it does not exist
     * @param workers by worker
     */
    public static void write(Path folder, ExecutionPlan plan, List<WorkerTimes> workers) throws IOException {
        Files.createDirectories(folder);
        try (BufferAllocator allocator = new RootAllocator()) {
            writeTasks(folder.resolve("tasks.arrow"), plan, workers, allocator);
            writeWorkers(folder.resolve("workers.arrow"), plan, workers, allocator);
        }
    }

    private static void writeTasks(Path file, ExecutionPlan plan, List<WorkerTimes> workers, BufferAllocator allocator)
            throws IOException {
        Schema schema = new Schema(List.of(
                column("task", INT),
                column("name", TEXT),
                column("family", INT),
                column("unit", INT),
                column("worker", INT),
                column("start", SECONDS),
                column("finish", SECONDS),
                column("work", SECONDS),
                column("attempts", INT)));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel out = open(file);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, new DictionaryProvider.MapDictionaryProvider(), out)) {
            writer.start();
            for (int worker = 0; worker < workers.size(); worker++) {
                for (int first = 0; first < workers.get(worker).tasks(); first += BATCH) {
                    int end = Math.min(first + BATCH, workers.get(worker).tasks());
                    fillTasks(root, plan, worker, workers.get(worker), first, end);
                    writer.writeBatch();
                }
            }
            writer.end();
        }
    }

    private static void fillTasks(
            VectorSchemaRoot root, ExecutionPlan plan, int worker, WorkerTimes times, int first, int end) {
        TaskRows tasks = plan.tasks();
        IntVector task = (IntVector) root.getVector("task");
        VarCharVector name = (VarCharVector) root.getVector("name");
        IntVector family = (IntVector) root.getVector("family");
        IntVector unit = (IntVector) root.getVector("unit");
        IntVector workers = (IntVector) root.getVector("worker");
        Float8Vector start = (Float8Vector) root.getVector("start");
        Float8Vector finish = (Float8Vector) root.getVector("finish");
        Float8Vector work = (Float8Vector) root.getVector("work");
        IntVector attempts = (IntVector) root.getVector("attempts");
        root.getFieldVectors().forEach(vector -> {
            vector.setInitialCapacity(end - first);
            vector.allocateNew();
        });
        for (int run = first; run < end; run++) {
            int index = run - first;
            int row = plan.worker(worker).row(run);
            task.setSafe(index, tasks.task(row));
            tasks.names().copyTo(row, name, index);
            family.setSafe(index, tasks.family(row));
            unit.setSafe(index, tasks.unit(row));
            workers.setSafe(index, worker);
            start.setSafe(index, times.start(run));
            finish.setSafe(index, times.finish(run));
            work.setSafe(index, times.finish(run) - times.start(run));
            attempts.setSafe(index, 1 + times.retries(run));
        }
        root.setRowCount(end - first);
    }

    private static void writeWorkers(
            Path file, ExecutionPlan plan, List<WorkerTimes> workers, BufferAllocator allocator) throws IOException {
        Schema schema = new Schema(List.of(
                column("name", TEXT),
                column("host", TEXT),
                column("tasks", INT),
                column("busy", SECONDS),
                column("peak", LONG),
                column("waiting", SECONDS)));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel out = open(file);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, new DictionaryProvider.MapDictionaryProvider(), out)) {
            root.allocateNew();
            for (int worker = 0; worker < workers.size(); worker++) {
                WorkerTimes times = workers.get(worker);
                text(root, "name", worker, plan.workerName(worker));
                text(root, "host", worker, plan.workerHost(worker));
                ((IntVector) root.getVector("tasks")).setSafe(worker, times.tasks());
                ((Float8Vector) root.getVector("busy")).setSafe(worker, times.busy());
                ((BigIntVector) root.getVector("peak")).setSafe(worker, times.peakBytes());
                ((Float8Vector) root.getVector("waiting")).setSafe(worker, times.waiting());
            }
            root.setRowCount(workers.size());
            writer.start();
            writer.writeBatch();
            writer.end();
        }
    }

    private static void text(VectorSchemaRoot root, String column, int row, String text) {
        ((VarCharVector) root.getVector(column)).setSafe(row, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Field column(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }
}
