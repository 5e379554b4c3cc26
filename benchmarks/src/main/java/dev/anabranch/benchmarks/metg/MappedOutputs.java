package dev.anabranch.benchmarks.metg;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the points of a graph hand over between processes, in a file that all of them map, laid out before: a flag for each
 * column, then for each column its outputs, as {@link Outputs} lays them out in one process.
 */
final class MappedOutputs implements Outputs {
    private static final VarHandle FLAG = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    /** One flag per two cache lines. */
    private static final int STRIDE = 128;

    private static final int PAGE = 4096;

    private final ByteBuffer memory;
    private final Point point;
    private final int width;
    private final int firstOutput;
    private final int columnBytes;
    private final int depth;
    private final int words;

    private MappedOutputs(ByteBuffer memory, PatternFlow flow, PointGraph graph) {
        this.memory = memory.order(ByteOrder.nativeOrder());
        this.point = flow.point();
        this.width = flow.width();
        this.firstOutput = firstOutput(flow);
        this.depth = depth(flow, graph);
        this.words = words(flow);
        this.columnBytes = columnBytes(flow, graph);
    }

    private static int firstOutput(PatternFlow flow) {
        return (flow.width() + 1) * STRIDE;
    }

    private static int words(PatternFlow flow) {
        return flow.isNumbers() ? 1 : flow.bytes() / Long.BYTES;
    }

    /** Two where nobody can still read what is overwritten; numbers are not overwritten. */
    private static int depth(PatternFlow flow, PointGraph graph) {
        return !flow.isNumbers() && graph.isMutual() ? 2 : graph.steps();
    }

    private static int columnBytes(PatternFlow flow, PointGraph graph) {
        int bytes = Math.multiplyExact(depth(flow, graph), words(flow) * Long.BYTES);
        return Math.multiplyExact((bytes + STRIDE - 1) / STRIDE, STRIDE);
    }

    /** Lays a file out, all of it zeros. */
    static void create(Path file, PatternFlow flow, PointGraph graph) throws IOException {
        int bytes = Math.addExact(firstOutput(flow), Math.multiplyExact(flow.width(), columnBytes(flow, graph)));
        map(file, bytes, StandardOpenOption.CREATE_NEW);
    }

    /** Maps a file that was laid out. */
    static MappedOutputs open(Path file, PatternFlow flow, PointGraph graph) throws IOException {
        int bytes = firstOutput(flow) + flow.width() * columnBytes(flow, graph);
        ByteBuffer memory = map(file, bytes, StandardOpenOption.WRITE);
        // No page is met for the first time while the clock runs.
        for (int at = 0; at < bytes; at += PAGE) {
            memory.put(at, memory.get(at));
        }
        return new MappedOutputs(memory, flow, graph);
    }

    private static ByteBuffer map(Path file, int bytes, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(file, how, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
        }
    }

    /** Before a run: no column has any row. */
    void reset() {
        for (int column = -1; column < width; column++) {
            FLAG.setVolatile(memory, (column + 1) * STRIDE, 0);
        }
    }

    /** Whether a column has so many rows; who sees it sees them. */
    boolean has(int column, int rows) {
        return (int) FLAG.getAcquire(memory, (column + 1) * STRIDE) >= rows;
    }

    /** Tells that a column has so many rows. */
    void tell(int column, int rows) {
        FLAG.setRelease(memory, (column + 1) * STRIDE, rows);
    }

    /** Whether any process has failed. */
    boolean failed() {
        return (int) FLAG.getAcquire(memory, 0) != 0;
    }

    void fail() {
        FLAG.setRelease(memory, 0, 1);
    }

    private int at(int column, int step) {
        return firstOutput + column * columnBytes + (depth == 2 ? step & 1 : step) * words * Long.BYTES;
    }

    @Override
    public long input(long digest, int column, int step) {
        int at = at(column, step);
        long first = memory.getLong(at);
        for (int i = 0; i + 1 < words; i += 2) {
            if (memory.getLong(at + (i + 1) * Long.BYTES) != step || memory.getLong(at + i * Long.BYTES) != first) {
                throw new IllegalStateException("column " + column + " is not of step " + step);
            }
        }
        return point.input(digest, first);
    }

    @Override
    public void put(int column, int step, long digest) {
        int at = at(column, step);
        memory.putLong(at, digest);
        for (int i = 0; i + 1 < words; i += 2) {
            memory.putLong(at + i * Long.BYTES, digest);
            memory.putLong(at + (i + 1) * Long.BYTES, step);
        }
    }

    @Override
    public long digest(int column, int step) {
        return memory.getLong(at(column, step));
    }

    /** The mapping lasts as long as it can be reached. */
    @Override
    public void close() {}
}
