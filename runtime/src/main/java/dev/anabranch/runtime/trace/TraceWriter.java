package dev.anabranch.runtime.trace;

import dev.anabranch.runtime.plan.DatasetRows;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.FamilyRows;
import dev.anabranch.runtime.plan.TaskRows;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
 * finish and work are actual seconds, {@code attempts}, how often its task was called, and {@code reads} and
 * {@code bytes_read}, how many datasets it read and their sizes; {@code workers.arrow} with those of its workers and
 * {@code waiting}; {@code datasets.arrow} with actual sizes; {@code transfers.arrow} with what came from host to host;
 * {@code families.arrow} with what the families do. Tasks that did not finish have no row, nor have their datasets. The metadata of {@code tasks.arrow} name the flow and say when the
 * run began, by the wall clock. Whoever plans the flow again can tell from it what tasks cost.
 */
public final class TraceWriter {
    private static final int BATCH = 1 << 16;
    private static final ArrowType INT = new ArrowType.Int(32, true);
    private static final ArrowType LONG = new ArrowType.Int(64, true);
    private static final ArrowType REAL = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;

    private TraceWriter() {}

    /**
     * Writes all tables.
     *
     * @param folder made if it does not exist
     * @param flow the flow's name
     * @param began when the run began; times count from there
     * @param workers by worker
     * @param bytes by slot
     * @param transfers between hosts
     */
    public static void write(
            Path folder,
            String flow,
            Instant began,
            ExecutionPlan plan,
            List<WorkerTimes> workers,
            long[] bytes,
            List<DatasetTransfer> transfers)
            throws IOException {
        Files.createDirectories(folder);
        long[] sizes = withAliases(plan.datasets(), bytes);
        try (BufferAllocator allocator = new RootAllocator()) {
            Map<String, String> run = Map.of("flow", flow, "began", began.toString());
            writeTasks(folder.resolve("tasks.arrow"), run, plan, workers, sizes, allocator);
            writeDatasets(folder.resolve("datasets.arrow"), plan, workers, sizes, allocator);
            writeTransfers(folder.resolve("transfers.arrow"), plan, transfers, allocator);
            writeFamilies(folder.resolve("families.arrow"), plan, allocator);
            writeWorkers(folder.resolve("workers.arrow"), plan, workers, allocator);
        }
    }

    private static long[] withAliases(DatasetRows datasets, long[] bytes) {
        long[] sizes = bytes.clone();
        for (int row = 0; row < datasets.rows(); row++) {
            if (datasets.aliasOf(row) >= 0) {
                sizes[datasets.slot(row)] = bytes[datasets.aliasOf(row)];
            }
        }
        return sizes;
    }

    private static void writeTasks(
            Path file,
            Map<String, String> run,
            ExecutionPlan plan,
            List<WorkerTimes> workers,
            long[] sizes,
            BufferAllocator allocator)
            throws IOException {
        List<Field> columns = List.of(
                column("task", INT),
                column("name", TEXT),
                column("family", INT),
                column("unit", INT),
                column("worker", INT),
                column("start", REAL),
                column("finish", REAL),
                column("work", REAL),
                column("attempts", INT),
                column("reads", INT),
                column("bytes_read", LONG));
        Schema schema = new Schema(columns, run);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel out = open(file);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, new DictionaryProvider.MapDictionaryProvider(), out)) {
            writer.start();
            for (int worker = 0; worker < workers.size(); worker++) {
                for (int first = 0; first < workers.get(worker).tasks(); first += BATCH) {
                    int end = Math.min(first + BATCH, workers.get(worker).tasks());
                    fillTasks(root, plan, worker, workers.get(worker), sizes, first, end);
                    writer.writeBatch();
                }
            }
            writer.end();
        }
    }

    private static void fillTasks(
            VectorSchemaRoot root,
            ExecutionPlan plan,
            int worker,
            WorkerTimes times,
            long[] sizes,
            int first,
            int end) {
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
        IntVector reads = (IntVector) root.getVector("reads");
        BigIntVector bytesRead = (BigIntVector) root.getVector("bytes_read");
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
            int from = plan.arguments().first(tasks.task(row));
            int to = plan.arguments().first(tasks.task(row) + 1);
            long read = 0;
            for (int i = from; i < to; i++) {
                read += sizes[plan.arguments().slot(i)];
            }
            reads.setSafe(index, to - from);
            bytesRead.setSafe(index, read);
        }
        root.setRowCount(end - first);
    }

    private static void writeDatasets(
            Path file, ExecutionPlan plan, List<WorkerTimes> workers, long[] sizes, BufferAllocator allocator)
            throws IOException {
        BitSet finished = new BitSet();
        for (int worker = 0; worker < workers.size(); worker++) {
            for (int run = 0; run < workers.get(worker).tasks(); run++) {
                finished.set(plan.tasks().task(plan.worker(worker).row(run)));
            }
        }
        DatasetRows datasets = plan.datasets();
        Schema schema = new Schema(List.of(
                column("slot", INT),
                column("name", TEXT),
                column("producer", INT),
                column("bytes", LONG),
                column("alias_of", INT)));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel out = open(file);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, new DictionaryProvider.MapDictionaryProvider(), out)) {
            writer.start();
            int rows = 0;
            for (int row = 0; row < datasets.rows(); row++) {
                if (finished.get(datasets.producer(row))) {
                    ((IntVector) root.getVector("slot")).setSafe(rows, datasets.slot(row));
                    text(root, "name", rows, datasets.nameInRow(row));
                    ((IntVector) root.getVector("producer")).setSafe(rows, datasets.producer(row));
                    ((BigIntVector) root.getVector("bytes")).setSafe(rows, sizes[datasets.slot(row)]);
                    ((IntVector) root.getVector("alias_of")).setSafe(rows, datasets.aliasOf(row));
                    rows++;
                }
                if (rows == BATCH || row == datasets.rows() - 1) {
                    root.setRowCount(rows);
                    writer.writeBatch();
                    rows = 0;
                }
            }
            writer.end();
        }
    }

    private static void writeTransfers(
            Path file, ExecutionPlan plan, List<DatasetTransfer> transfers, BufferAllocator allocator)
            throws IOException {
        List<DatasetTransfer> byStart = transfers.stream()
                .sorted(Comparator.comparingDouble(DatasetTransfer::start))
                .toList();
        Schema schema = new Schema(List.of(
                column("slot", INT),
                column("name", TEXT),
                column("from", TEXT),
                column("to", TEXT),
                column("bytes", LONG),
                column("start", REAL),
                column("finish", REAL)));
        writeAtOnce(file, schema, byStart.size(), allocator, (root, row) -> {
            DatasetTransfer transfer = byStart.get(row);
            ((IntVector) root.getVector("slot")).setSafe(row, transfer.slot());
            text(root, "name", row, plan.datasets().name(transfer.slot()));
            text(root, "from", row, transfer.from());
            text(root, "to", row, transfer.to());
            ((BigIntVector) root.getVector("bytes")).setSafe(row, transfer.bytes());
            ((Float8Vector) root.getVector("start")).setSafe(row, transfer.start());
            ((Float8Vector) root.getVector("finish")).setSafe(row, transfer.finish());
        });
    }

    private static void writeFamilies(Path file, ExecutionPlan plan, BufferAllocator allocator) throws IOException {
        FamilyRows families = plan.families();
        Schema schema = new Schema(List.of(column("name", TEXT), column("code", TEXT), column("meaning", TEXT)));
        writeAtOnce(file, schema, families.rows(), allocator, (root, row) -> {
            text(root, "name", row, families.name(row));
            text(root, "code", row, families.code(row));
            text(root, "meaning", row, families.meaning(row));
        });
    }

    private static void writeWorkers(
            Path file, ExecutionPlan plan, List<WorkerTimes> workers, BufferAllocator allocator) throws IOException {
        Schema schema = new Schema(List.of(
                column("name", TEXT),
                column("host", TEXT),
                column("speed", REAL),
                column("tasks", INT),
                column("busy", REAL),
                column("peak", LONG),
                column("waiting", REAL)));
        writeAtOnce(file, schema, workers.size(), allocator, (root, worker) -> {
            WorkerTimes times = workers.get(worker);
            text(root, "name", worker, plan.workerName(worker));
            text(root, "host", worker, plan.workerHost(worker));
            ((Float8Vector) root.getVector("speed")).setSafe(worker, plan.workerSpeed(worker));
            ((IntVector) root.getVector("tasks")).setSafe(worker, times.tasks());
            ((Float8Vector) root.getVector("busy")).setSafe(worker, times.busy());
            ((BigIntVector) root.getVector("peak")).setSafe(worker, times.peakBytes());
            ((Float8Vector) root.getVector("waiting")).setSafe(worker, times.waiting());
        });
    }

    /** Fills a row of a table. */
    private interface RowFiller {
        void fill(VectorSchemaRoot root, int row);
    }

    /** A table of few rows, as one batch. */
    private static void writeAtOnce(Path file, Schema schema, int rows, BufferAllocator allocator, RowFiller filler)
            throws IOException {
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel out = open(file);
                ArrowFileWriter writer =
                        new ArrowFileWriter(root, new DictionaryProvider.MapDictionaryProvider(), out)) {
            root.allocateNew();
            for (int row = 0; row < rows; row++) {
                filler.fill(root, row);
            }
            root.setRowCount(rows);
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
