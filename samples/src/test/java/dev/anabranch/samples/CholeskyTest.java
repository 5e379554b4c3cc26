package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.linalg.LinalgTasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CholeskyTest {
    private static final int TILES = 4;
    private static final int TILE = 6;
    private static final int ROWS = TILES * TILE;

    @TempDir
    Path folder;

    @Test
    void theFactorTimesItsTransposeIsTheMatrix() throws IOException {
        SampleRun run =
                SampleRun.of(Path.of("cholesky/cholesky.flow"), Map.of("n", "" + TILES, "tile", "" + TILE), 2, folder);
        assertThat(run.outputs()).hasSize(TILES * (TILES + 1) / 2);
        double[][] factor = new double[ROWS][ROWS];
        for (int i = 0; i < TILES; i++) {
            for (int j = 0; j <= i; j++) {
                copy(run.doubles("l", "{\"i\":" + i + ",\"k\":" + j + "}"), factor, i, j);
            }
        }
        double[][] matrix = matrix();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = 0;
                for (int k = 0; k < ROWS; k++) {
                    sum += factor[row][k] * factor[column][k];
                }
                assertThat(sum).as("[%d, %d]", row, column).isCloseTo(matrix[row][column], within(1e-9 * ROWS));
            }
        }
    }

    private static double[][] matrix() {
        double[][] matrix = new double[ROWS][ROWS];
        try (BufferAllocator allocator = new RootAllocator()) {
            TaskContext context = new TaskContext() {
                @Override
                public BufferAllocator allocator() {
                    return allocator;
                }

                @Override
                public String instance() {
                    return "reference";
                }
            };
            for (int i = 0; i < TILES; i++) {
                for (int j = 0; j <= i; j++) {
                    try (DoubleTensor tile = LinalgTasks.tile(context, i, j, TILE)) {
                        copy(tile.toArray(), matrix, i, j);
                    }
                }
            }
        }
        return matrix;
    }

    private static void copy(double[] tile, double[][] to, int i, int j) {
        for (int row = 0; row < TILE; row++) {
            for (int column = 0; column < TILE; column++) {
                to[i * TILE + row][j * TILE + column] = tile[row * TILE + column];
            }
        }
    }
}
