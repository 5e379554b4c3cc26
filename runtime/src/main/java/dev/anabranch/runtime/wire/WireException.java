package dev.anabranch.runtime.wire;

/** Bytes that are not what the schema allows at their place. The connection that they came from is closed with the reason. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason what was found and what was expected, without a full stop; it never quotes more than a number or a name */
    public WireException(String reason) {
        super(reason);
    }

    /** What was found and what was expected. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Costs no stack: a hostile peer may cause as many as it likes. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
