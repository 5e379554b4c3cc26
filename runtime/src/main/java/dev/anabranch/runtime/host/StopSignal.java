package dev.anabranch.runtime.host;

/** Unwinds a worker whose run was stopped by somebody else. */
final class StopSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopSignal() {
        super("the run was stopped", null, false, false);
    }
}
