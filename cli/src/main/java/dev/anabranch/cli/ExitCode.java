package dev.anabranch.cli;

/** What the command's exit status says. */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** The flow, its parameters or the cluster are wrong; the diagnostics say how. */
    WRONG_FLOW(1),
    /** The command line is wrong. */
    WRONG_USAGE(2),
    /** The run failed: a task threw, memory ran out, a worker died. */
    RUN_FAILED(3),
    /** A defect of Anabranch itself. */
    OUR_BUG(4);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
