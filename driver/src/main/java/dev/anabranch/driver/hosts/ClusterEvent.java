package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.RunFailure;
import dev.anabranch.runtime.host.Stillness;
import dev.anabranch.runtime.transport.Departure;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;

/** What the thread of a run on hosts is told by others. */
sealed interface ClusterEvent {
    /** A host said something. */
    record Told(int host, Message message) implements ClusterEvent {
        /** Whether it is that a run has come to a point. */
        boolean isAt(long run, Message.Point point) {
            return message instanceof Message.Milestone milestone
                    && milestone.run() == run
                    && milestone.point() == point;
        }
    }

    /** What a host measured has come. */
    record Measured(int host, Octets content) implements ClusterEvent {}

    /** A host is gone. */
    record Left(int host, Departure departure) implements ClusterEvent {}

    /** A host says whether anything runs there. */
    record Still(int host, long question, Stillness answer) implements ClusterEvent {}

    /** A dataset has come that is kept. */
    record Kept() implements ClusterEvent {}

    /** Something failed at this end. */
    record Failed(RunFailure failure) implements ClusterEvent {}
}
