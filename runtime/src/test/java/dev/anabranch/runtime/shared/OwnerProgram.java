package dev.anabranch.runtime.shared;

import dev.anabranch.api.DoubleTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Allocates and frees in an arena; says how many page faults each round had, and how many slabs were cut in them, then goes on until it is killed. */
final class OwnerProgram {
    private static final int DATASETS = 5000;
    private static final int ROUNDS = 8;
    private static final int WARM_UP = 20_000;
    private static final int NUMBERS = 1 << 15;

    private OwnerProgram() {}

    public static void main(String[] arguments) throws IOException {
        Arena arena = Arena.create(Path.of(arguments[0]), 1L << 30);
        BufferAllocator root = new RootAllocator(
                RootAllocator.configBuilder().allocationManagerFactory(arena).build());
        make(root, WARM_UP);
        long slabs = arena.slabsMade();
        StringBuilder said = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            long faults = minorFaults();
            make(root, DATASETS);
            said.append(minorFaults() - faults).append(' ');
        }
        System.out.println(said.append(arena.slabsMade() - slabs));
        while (true) {
            make(root, 1);
        }
    }

    private static void make(BufferAllocator root, int datasets) {
        for (int i = 0; i < datasets; i++) {
            try (DoubleTensor first = DoubleTensor.zeros(root, NUMBERS);
                    DoubleTensor second = DoubleTensor.zeros(root, 10)) {
                first.set(NUMBERS - 1, i);
                second.set(0, i);
            }
        }
    }

    private static long minorFaults() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[10 - 3]);
    }
}
