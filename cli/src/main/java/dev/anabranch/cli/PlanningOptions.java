package dev.anabranch.cli;

import picocli.CommandLine.Option;

/** The options that say how hard, for which machine and how a plan is searched, also one of a workflow. */
final class PlanningOptions extends SearchOptions {
    @Option(
            names = "--duplication",
            paramLabel = "on|off",
            defaultValue = "on",
            description = "Whether a task may run on several workers instead of sending its output"
                    + " (default: ${DEFAULT-VALUE}).")
    private String duplication = "on";

    boolean duplication() throws CommandFailure {
        return switch (duplication) {
            case "on" -> true;
            case "off" -> false;
            default ->
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE, "--duplication takes on or off, not " + duplication + ".");
        };
    }
}
