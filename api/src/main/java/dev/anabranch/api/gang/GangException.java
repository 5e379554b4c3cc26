package dev.anabranch.api.gang;

/** A gang cannot go on: a rank failed, ended too early, or calls something else than the others. */
public final class GangException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message which rank did what, one sentence without a full stop */
    public GangException(String message) {
        super(message);
    }
}
