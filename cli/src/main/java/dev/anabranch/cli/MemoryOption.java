package dev.anabranch.cli;

import dev.anabranch.model.type.Quantity;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much memory a run may take. */
final class MemoryOption {
    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "The most off-heap memory that datasets of a run may take here, for example 512MiB.")
    private @Nullable String memory;

    /** In bytes; empty for no limit. */
    OptionalLong bytes() throws CommandFailure {
        if (memory == null) {
            return OptionalLong.empty();
        }
        OptionalLong bytes = Quantity.bytes(memory);
        if (bytes.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "--memory takes a size such as 512MiB, not `" + memory + "`.");
        }
        return bytes;
    }
}
