package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.host.HostShare;

/**
 * How far a host's share of a run is.
 *
 * @param finished tasks that have finished
 * @param tasks how many it has; 0 while it is being prepared
 * @param held off-heap bytes that its datasets take
 * @param limit the most that these may be
 */
public record ShareProgress(int finished, int tasks, long held, long limit) {
    /** Of no run. */
    public static final ShareProgress NONE = new ShareProgress(0, 0, 0, Long.MAX_VALUE);

    static ShareProgress unprepared(long limit) {
        return new ShareProgress(0, 0, 0, limit);
    }

    static ShareProgress of(HostShare share) {
        int finished = 0;
        for (int worker : share.workers()) {
            finished += share.finished(worker);
        }
        return new ShareProgress(finished, share.tasks(), share.heldBytes(), share.limitBytes());
    }
}
