package dev.anabranch.runtime.checkpoint;

/**
 * Why a dataset is not kept, as another process is told.
 *
 * @param text short enough for a message
 */
public record MissedReason(String text) {
    private static final int LONGEST = 4_000;

    /** Cuts off what is too long. */
    public MissedReason {
        text = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Of what was thrown. */
    public static MissedReason of(Throwable why) {
        return new MissedReason(why.toString());
    }
}
