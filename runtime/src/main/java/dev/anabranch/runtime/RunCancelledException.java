package dev.anabranch.runtime;

/** A run that was stopped from outside. */
public final class RunCancelledException extends RunException {
    private static final long serialVersionUID = 1L;

    /** A run of the flow of this name. */
    public RunCancelledException(String flow) {
        super("the run of " + flow + " was cancelled", null);
    }
}
