package dev.anabranch.samples;

import dev.anabranch.api.Bytes;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Table;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Tasks that tell where their inputs lie, as the kernel knows it: in which file, and how far behind its beginning. */
public final class Whereabouts {
    private static final Path MAPS = Path.of("/proc/self/maps");
    /** What the thread that runs this process's tasks had allocated on the heap when it last told. */
    private static final AtomicLong HEAP_BEFORE = new AtomicLong();

    private Whereabouts() {}

    /** A tensor of so many bytes of which the first and last elements are a number. */
    @Task
    public static LongTensor make(TaskContext task, long bytes, long number) {
        // The rest is not touched, which takes its time.
        LongTensor made = LongTensor.wrap(task.allocator().buffer(bytes), bytes / Long.BYTES);
        made.set(0, number);
        made.set(made.size() - 1, number);
        return made;
    }

    /** The next tensor of a row, which knows whether the one before was whole. */
    @Task
    public static LongTensor next(TaskContext task, LongTensor before) {
        return make(task, before.bytes(), number(before) + 1);
    }

    /** The same number as bytes. */
    @Task
    public static Bytes bytes(TaskContext task, long count) {
        return Bytes.wrap(task.allocator().buffer(count), count);
    }

    /** A table with a column of so many numbers. */
    @Task
    public static Table table(TaskContext task, long rows) {
        BigIntVector column = new BigIntVector("number", task.allocator());
        column.allocateNew((int) rows);
        for (int row = 0; row < rows; row++) {
            column.set(row, row);
        }
        column.setValueCount((int) rows);
        VectorSchemaRoot batch = VectorSchemaRoot.of(column);
        return Table.of(new Schema(List.of(column.getField())), List.of(batch));
    }

    /** Adds a line to a file: what the input is, where it lies, and what this process has allocated since the last line. */
    @Task(effect = true)
    public static long noteTensor(TaskContext task, LongTensor tensor, Path notes) throws IOException {
        note(task, number(tensor), List.of(tensor.data()), notes);
        return number(tensor);
    }

    /** The same of bytes. */
    @Task(effect = true)
    public static long noteBytes(TaskContext task, Bytes bytes, Path notes) throws IOException {
        note(task, bytes.bytes(), List.of(bytes.data()), notes);
        return bytes.bytes();
    }

    /** The same of a table. */
    @Task(effect = true)
    public static long noteTable(TaskContext task, Table table, Path notes) throws IOException {
        VectorSchemaRoot batch = table.batches().get(0);
        note(
                task,
                batch.getRowCount(),
                List.of(batch.getVector(0).getDataBuffer(), batch.getVector(0).getValidityBuffer()),
                notes);
        return batch.getRowCount();
    }

    /** Of several tensors, which are all there at once. */
    @Task(effect = true)
    public static long noteAll(TaskContext task, List<LongTensor> tensors, Path notes) throws IOException {
        for (LongTensor tensor : tensors) {
            note(task, number(tensor), List.of(tensor.data()), notes);
        }
        return tensors.size();
    }

    /** How many bytes the files have that the run's processes share at the moment, by a note. */
    @Task(effect = true)
    public static long noteFiles(LongTensor tensor, Path notes) throws IOException {
        Path arena = Path.of(place(tensor.data()).split(" ", -1)[0]);
        try (Stream<Path> files = Files.list(arena.getParent())) {
            TreeSet<String> arenas = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("arena-"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Files.writeString(notes, String.join(" ", arenas));
        }
        return number(tensor);
    }

    private static long number(LongTensor tensor) {
        if (tensor.get(0) != tensor.get(tensor.size() - 1)) {
            throw new IllegalStateException(
                    "a tensor that begins with " + tensor.get(0) + " ends with " + tensor.get(tensor.size() - 1));
        }
        return tensor.get(0);
    }

    private static void note(TaskContext task, long what, List<ArrowBuf> buffers, Path notes) throws IOException {
        long heap = heap();
        StringBuilder places = new StringBuilder();
        for (ArrowBuf buffer : buffers) {
            places.append(places.length() == 0 ? "" : "+").append(place(buffer).replace(' ', '@'));
        }
        long before = HEAP_BEFORE.get();
        String line = what + " " + places + " " + (heap - before) + " "
                + task.allocator().getParentAllocator().getAllocatedMemory() + "\n";
        Files.writeString(
                notes, line, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        HEAP_BEFORE.set(heap());
    }

    private static long heap() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** The file that a buffer lies in and its offset there; of memory that is in no file, what the kernel calls it. */
    private static String place(ArrowBuf buffer) throws IOException {
        long address = buffer.memoryAddress();
        for (String line : Files.readAllLines(MAPS)) {
            String[] fields = line.strip().split("\\s+", 6);
            String[] range = fields[0].split("-", -1);
            long start = Long.parseUnsignedLong(range[0], 16);
            if (Long.compareUnsigned(address, start) >= 0
                    && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0) {
                return (fields.length > 5 ? fields[5] : "[anonymous]") + " "
                        + (address - start + Long.parseLong(fields[2], 16));
            }
        }
        throw new IllegalStateException("nothing is mapped at " + Long.toHexString(address));
    }
}
