package dev.anabranch.driver.hosts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a host has counted since it was started, and what it holds, at one time. Counts never fall from one to the next, and fit each
 * other: as many runs have begun as have ended, and the running one.
 *
 * @param begun runs that were begun
 * @param ended those that have ended, by flow and outcome, in the order in which each was first seen
 * @param refused runs that were not taken; no entry where there were none
 * @param running the run that is under way
 * @param tasksFinished tasks of all runs that have finished here
 * @param memoryLimit the most off-heap bytes that datasets of a run may take here, {@link Long#MAX_VALUE} if nothing limits them: of
 *     the run that is under way, or else of the host
 * @param peers hosts and coordinators that are connected
 * @param flowsLoaded flows that are in memory, compiled
 * @param filesReceived files of plans and class paths that came whole
 * @param fileBytesReceived bytes of such files, whole or not yet
 * @param traffic datasets, by the host they went to or came from, or the coordinator
 */
public record HostCounts(
        long begun,
        List<EndedRuns> ended,
        Map<Refusal, Long> refused,
        Optional<Running> running,
        long tasksFinished,
        long memoryLimit,
        int peers,
        int flowsLoaded,
        long filesReceived,
        long fileBytesReceived,
        SortedMap<String, Traffic> traffic) {

    /** So many names of flows are told apart; runs of all others are together. */
    public static final int MOST_FLOWS = 100;

    /** The name under which the flows beyond {@link #MOST_FLOWS} are. No flow is named so. */
    public static final String OTHER_FLOWS = "(others)";

    /**
     * Runs that have ended.
     *
     * @param flow the flow's name
     * @param outcome how they ended
     * @param runs how many
     * @param nanos how long they took together, from when each was taken until the host was free again
     */
    public record EndedRuns(String flow, RunOutcome outcome, long runs, long nanos) {}

    /**
     * The run that is under way.
     *
     * @param flow the flow's name
     * @param share how far it is
     */
    public record Running(String flow, ShareProgress share) {}

    /**
     * Datasets that went to a peer and came from it.
     *
     * @param sent bytes that were handed to the network
     * @param received bytes of datasets that arrived whole
     */
    public record Traffic(long sent, long received) {}

    /** How many runs ended in some way. */
    public long ended(RunOutcome outcome) {
        return ended.stream()
                .filter(runs -> runs.outcome() == outcome)
                .mapToLong(EndedRuns::runs)
                .sum();
    }
}
