package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.runtime.shared.Arena;
import dev.anabranch.runtime.shared.RunFolder;
import dev.anabranch.runtime.shared.SharedMemory;
import dev.anabranch.runtime.shared.Slab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large shared memory is used again rather than taken anew, if it comes back soon. */
class RecyclingTest {
    /** Large enough that nobody gives up waiting for it within the first looks. */
    private static final long LARGE = 256L << 20;

    private static final long SMALLEST = 16L << 20;

    @TempDir
    Path parent;

    private Arena arena;
    private int looks;

    @BeforeEach
    void make() throws IOException {
        arena = new SharedMemory(RunFolder.create(parent), 1, 0).arena();
    }

    private Slab allocate(long bytes) {
        return Objects.requireNonNull(arena.allocate(bytes));
    }

    private Recycling recycling(boolean lent, BooleanSupplier look) {
        return new Recycling(
                new Recycling.Lent() {
                    @Override
                    public boolean collect() {
                        looks++;
                        return look.getAsBoolean();
                    }

                    @Override
                    public boolean hasLent() {
                        return lent;
                    }
                },
                arena);
    }

    private void freeAtTheThirdLook(Slab slab) {
        if (looks == 3) {
            arena.free(slab);
        }
    }

    @Test
    void whatComesBackSoonIsUsedAgain() {
        Slab slab = allocate(LARGE);
        recycling(true, () -> {
                    freeAtTheThirdLook(slab);
                    return looks == 3;
                })
                .onPreAllocation(LARGE);
        assertThat(looks).isEqualTo(3);
        assertThat(allocate(LARGE)).isSameAs(slab);
        assertThat(arena.slabs()).isEqualTo(1);
    }

    @Test
    void whatAnotherThreadCollectsIsFoundToo() {
        Slab slab = allocate(LARGE);
        recycling(true, () -> {
                    freeAtTheThirdLook(slab);
                    return false;
                })
                .onPreAllocation(LARGE);
        assertThat(looks).isGreaterThan(3);
        assertThat(allocate(LARGE)).isSameAs(slab);
    }

    @Test
    void whereNothingComesBackMoreIsTaken() {
        Slab first = allocate(SMALLEST);
        recycling(true, () -> false).onPreAllocation(SMALLEST);
        assertThat(allocate(SMALLEST)).isNotSameAs(first);
    }

    @Test
    void nobodyWaitsForWhatNobodyHas() {
        allocate(SMALLEST);
        recycling(false, () -> false).onPreAllocation(SMALLEST);
        assertThat(looks).isEqualTo(1);
    }
}
