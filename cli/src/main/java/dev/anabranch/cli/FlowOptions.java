package dev.anabranch.cli;

import dev.anabranch.driver.FlowRequest;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The options of every command that compiles a flow, and the flow. */
final class FlowOptions extends CompileOptions {
    @Parameters(index = "0", paramLabel = "FILE", description = "The flow.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path file;

    FlowRequest request(Screen screen) throws CommandFailure {
        return request(file, screen);
    }
}
