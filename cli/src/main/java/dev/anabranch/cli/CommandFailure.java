package dev.anabranch.cli;

/** An end of a command that needs no stack trace: what to say, and the exit status. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    CommandFailure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
