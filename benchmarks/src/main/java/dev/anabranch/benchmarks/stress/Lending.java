package dev.anabranch.benchmarks.stress;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Table;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Datasets that are shared and closed by several threads: the last hold frees them, once, and nobody has read them later. */
public final class Lending {
    private Lending() {}

    /** A dataset whose memory says when it is freed. */
    abstract static class Lent {
        /** Plain: what orders it is what is tested. */
        private int content = 1;

        private final AtomicInteger frees = new AtomicInteger();

        abstract Dataset dataset();

        final void free() {
            content = -9;
            frees.incrementAndGet();
        }

        /** Reads it and gives a hold back. */
        final int read() {
            int read = content;
            dataset().close();
            return read;
        }

        /** Gives a hold to somebody else, who reads it, and then reads it too. */
        final int lendAndRead() {
            dataset().share();
            return read() + read() - 1;
        }

        final int frees() {
            return frees.get();
        }
    }

    /** Over memory that counts how often it is freed, as Arrow's allocators own it. */
    abstract static class LentTensor extends Lent {
        private static final BufferAllocator ALLOCATOR = new RootAllocator();
        private static final long ADDRESS = 1 << 12;

        private final DoubleTensor tensor = DoubleTensor.wrap(
                ALLOCATOR.wrapForeignAllocation(new ForeignAllocation(Double.BYTES, ADDRESS) {
                    @Override
                    protected void release0() {
                        free();
                    }
                }),
                1);

        @Override
        final Dataset dataset() {
            return tensor;
        }
    }

    /** Over one batch that counts how often it is closed. */
    abstract static class LentTable extends Lent {
        private final Table table = Table.of(new Schema(List.of()), List.of(new Batch(this)));

        private static final class Batch extends VectorSchemaRoot {
            private final Lent owner;

            Batch(Lent owner) {
                super(List.<FieldVector>of());
                this.owner = owner;
            }

            @Override
            public void close() {
                owner.free();
            }
        }

        @Override
        final Dataset dataset() {
            return table;
        }
    }

    /** Two readers of a tensor, each with a hold. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "both read it, and it was freed once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "freed under a reader, never or twice")
    @State
    public static class TensorOfTwo extends LentTensor {
        public TensorOfTwo() {
            dataset().share();
        }

        @Actor
        public void first(III_Result seen) {
            seen.r1 = read();
        }

        @Actor
        public void second(III_Result seen) {
            seen.r2 = read();
        }

        @Arbiter
        public void freed(III_Result seen) {
            seen.r3 = frees();
        }
    }

    /** Two readers of a tensor, one of which lends it on. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "both read it, and it was freed once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "freed under a reader, never or twice")
    @State
    public static class TensorLentOn extends LentTensor {
        public TensorLentOn() {
            dataset().share();
        }

        @Actor
        public void first(III_Result seen) {
            seen.r1 = lendAndRead();
        }

        @Actor
        public void second(III_Result seen) {
            seen.r2 = read();
        }

        @Arbiter
        public void freed(III_Result seen) {
            seen.r3 = frees();
        }
    }

    /** Two readers of a table, one of which lends it on. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "both read it, and it was freed once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "freed under a reader, never or twice")
    @State
    public static class TableLentOn extends LentTable {
        public TableLentOn() {
            dataset().share();
        }

        @Actor
        public void first(III_Result seen) {
            seen.r1 = lendAndRead();
        }

        @Actor
        public void second(III_Result seen) {
            seen.r2 = read();
        }

        @Arbiter
        public void freed(III_Result seen) {
            seen.r3 = frees();
        }
    }
}
