package dev.anabranch.stdlib.table;

/** A query scanned a lent table a second time, after its stream was consumed. */
final class ReadTwiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReadTwiceException(Throwable cause) {
        super("a lent table is read a second time", cause);
    }
}
