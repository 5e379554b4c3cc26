package dev.anabranch.runtime.host;

import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.wire.Message;

/** Who sends what to whom: what of a run's datasets goes from this host to others, and on which ways others' come here. */
interface Sends {
    /** Adds to the holds of this host's cells those that last until it has sent on what it received. */
    void addHolds(int[] holds);

    /** Whether a crossing's dataset is still to be sent from here, by somebody who does not hold its buffers yet. */
    boolean isAwaited(int crossing);

    /** A dataset was made here that others read; the parcel is closed when it is not needed any more. */
    void offer(int crossing, Parcel parcel);

    /** Whether a host may send a dataset to this one, on this way. */
    boolean expects(int crossing, String sender, Message.DatasetAnnouncement announcement);

    /** Has what lands sent on, if it is to be. */
    Landing land(int crossing, ParcelLanding landing, Message.DatasetAnnouncement announcement);

    /** Looks whether something that is under way holds up others; called again and again. */
    void look();

    /** Whether anything has moved since a time of {@link System#nanoTime}. */
    boolean movedSince(long nanos);

    /** Sends nothing more: the run was stopped. */
    void drop();
}
