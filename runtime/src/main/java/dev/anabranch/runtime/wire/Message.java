package dev.anabranch.runtime.wire;

import java.util.List;

/** What one peer tells another. Each case has a code in {@link MessageType} and a page in the reference of the wire. */
public sealed interface Message {
    /** Calls the visitor's method for this case. */
    <R> R accept(Visitor<R> visitor);

    /** One method a case: a new case breaks whoever does not know it. */
    interface Visitor<R> {
        R hello(Hello message);

        R challenge(Challenge message);

        R proof(Proof message);

        R welcome(Welcome message);

        R refusal(Refusal message);

        R startPlan(StartPlan message);

        R missing(Missing message);

        R milestone(Milestone message);

        R announcement(DatasetAnnouncement message);

        R chunk(DatasetChunk message);

        R number(NumberReady message);

        R gangCall(GangCall message);

        R gangProgress(GangProgress message);

        R gangPull(GangPull message);

        R gangPiece(GangPiece message);

        R failure(Failure message);

        R progress(Progress message);

        R stop(Stop message);

        R ping(Ping message);

        R pong(Pong message);

        R goodbye(Goodbye message);
    }

    /**
     * The first message of whoever connects; its frame begins with magic and version.
     *
     * @param peer the connecting peer's name
     * @param lane which of the two connections this is
     * @param nonce chance, for the listener's proof
     */
    record Hello(String peer, Lane lane, Octets nonce) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.hello(this);
        }
    }

    /**
     * The listener's answer to a {@link Hello}.
     *
     * @param peer the listener's name
     * @param nonce chance, for the connecting peer's proof
     * @param proof that the listener has the run token; empty where the run has none
     */
    record Challenge(String peer, Octets nonce, Octets proof) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.challenge(this);
        }
    }

    /**
     * The connecting peer's answer to a {@link Challenge}.
     *
     * @param proof that it has the run token; empty where the run has none
     */
    record Proof(Octets proof) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.proof(this);
        }
    }

    /** The listener lets the peer in. */
    record Welcome() implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.welcome(this);
        }
    }

    /**
     * The listener does not let the peer in, and closes.
     *
     * @param duplicate whether it is already connected to a peer of that name, or about to be
     * @param reason why, without a full stop
     */
    record Refusal(boolean duplicate, String reason) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refusal(this);
        }
    }

    /**
     * A worker or host is to run its part of a plan.
     *
     * @param run the number by which messages name the run
     * @param planHash the hash of the plan
     * @param signature the coordinator's, over the hash; empty inside a host
     * @param place where the plan lies, as the launcher understands it
     * @param settings what else the launcher wants to say
     */
    record StartPlan(long run, Octets planHash, Octets signature, String place, List<Setting> settings)
            implements Message {
        public StartPlan {
            settings = List.copyOf(settings);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.startPlan(this);
        }
    }

    /** A named value of {@link StartPlan}. */
    record Setting(String name, String value) {}

    /**
     * The answer to a {@link StartPlan}: these files are not here yet, and are to be sent.
     *
     * @param run which run they are for
     * @param digests their SHA-256
     */
    record Missing(long run, List<Octets> digests) implements Message {
        public Missing {
            digests = List.copyOf(digests);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.missing(this);
        }
    }

    /** How far a run is, as a whole or on one host. */
    enum Point {
        /** The host has all that it needs. */
        PREPARED(0),
        /** Asks for the host's clock, or answers with it. */
        CLOCK(1),
        /** All hosts are to begin. */
        BEGIN(2),
        /** The host has done its share. */
        DONE(3),
        /** The host has ended without having done all of it. */
        ABANDONED(4),
        /** Asks whether anything runs on the host, with the number of the question as the clock. */
        STILL(5);

        private final int code;

        Point(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /**
     * A run has come to a point.
     *
     * @param run which
     * @param point the point
     * @param clock the sender's clock, nanoseconds
     */
    record Milestone(long run, Point point, long clock) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.milestone(this);
        }
    }

    /**
     * A dataset follows, in chunks, on the same lane.
     *
     * @param dataset which
     * @param kind what makes the dataset of its buffers again, as the stores know it
     * @param description what else is needed for that: an Arrow schema, lengths of batches
     * @param layout its buffers
     * @param onward the peers to which the receiver sends it on while it arrives: the first of them, who sends it on to the others
     */
    record DatasetAnnouncement(
            DatasetId dataset, String kind, Octets description, DatasetLayout layout, List<String> onward)
            implements Message {
        public DatasetAnnouncement {
            onward = List.copyOf(onward);
        }

        /** Of a dataset that the receiver keeps to itself. */
        public DatasetAnnouncement(DatasetId dataset, String kind, Octets description, DatasetLayout layout) {
            this(dataset, kind, description, layout, List.of());
        }

        /** The same on another way. */
        public DatasetAnnouncement onward(List<String> peers) {
            return new DatasetAnnouncement(dataset, kind, description, layout, peers);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.announcement(this);
        }
    }

    /**
     * Bytes of an announced dataset; they follow this header in the same frame. Chunks come in order and without gaps.
     *
     * @param dataset which
     * @param total the bytes of the dataset
     * @param offset where they begin
     * @param length how many, at least 1
     */
    record DatasetChunk(DatasetId dataset, long total, long offset, int length) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.chunk(this);
        }
    }

    /**
     * A number that the receiver's tasks read.
     *
     * @param dataset which
     * @param bits the number's 64 bits
     */
    record NumberReady(DatasetId dataset, long bits) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /** What hosts that have ranks of one gang tell each other. */
    sealed interface OfGang extends Message {
        /** The number of the run. */
        long run();

        /** The number of the gang's task. */
        int gang();
    }

    /**
     * A rank calls a collective.
     *
     * @param run which run
     * @param gang the gang's task
     * @param rank who calls
     * @param number the how manieth call of the gang it is
     * @param what the code of the collective
     * @param type the code of the type of its elements; -1 without any
     * @param count of the elements
     * @param operation the code of what is computed; -1 for nothing
     * @param root the rank that has the elements; -1 for all
     * @param port where rank 0 of a gang is to listen, in its first call; otherwise 0
     */
    record GangCall(
            long run,
            int gang,
            int rank,
            long number,
            int what,
            int type,
            long count,
            int operation,
            int root,
            int port)
            implements OfGang {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gangCall(this);
        }
    }

    /** What has become of a rank. */
    enum GangPoint {
        /** It has got further. */
        REACHED(0),
        /** It has given up in the middle of a collective. */
        WITHDRAWN(1),
        /** Its task has failed. */
        FAILED(2),
        /** Its task has ended. */
        LEFT(3);

        private final int code;

        GangPoint(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /**
     * A rank has come to a point.
     *
     * @param run which run
     * @param gang the gang's task
     * @param rank who
     * @param point the point
     * @param progress how many steps the rank has done
     */
    record GangProgress(long run, int gang, int rank, GangPoint point, long progress) implements OfGang {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gangProgress(this);
        }
    }

    /**
     * A rank is to be sent bytes of another's elements.
     *
     * @param run which run
     * @param gang the gang's task
     * @param owner whose elements
     * @param reader who is to have them
     * @param number the how manieth call of the gang it is for
     * @param ticket counts what the reader has asked for
     * @param from the first byte
     * @param length how many, at least 1
     */
    record GangPull(long run, int gang, int owner, int reader, long number, long ticket, long from, int length)
            implements OfGang {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gangPull(this);
        }
    }

    /**
     * The answer to a {@link GangPull}.
     *
     * @param run which run
     * @param gang the gang's task
     * @param owner whose elements
     * @param reader who asked for them
     * @param ticket of what was asked for
     * @param bytes the bytes
     */
    record GangPiece(long run, int gang, int owner, int reader, long ticket, Octets bytes) implements OfGang {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gangPiece(this);
        }
    }

    /** Whose failure it is, as in exit codes. */
    enum Blame {
        /** A task threw. */
        USER(0),
        /** A process died, memory ran out. */
        INFRASTRUCTURE(1),
        /** A defect of the program. */
        OURS(2);

        private final int code;

        Blame(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /**
     * A run failed at the sender.
     *
     * @param run which
     * @param blame whose failure it is
     * @param instance the task instance, or empty
     * @param place where its equation is written, {@code file:line}, or empty
     * @param found what went wrong
     * @param causes what was thrown, then what had caused it, and so on
     */
    record Failure(long run, Blame blame, String instance, String place, String found, List<Thrown> causes)
            implements Message {
        public Failure {
            causes = List.copyOf(causes);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failure(this);
        }
    }

    /**
     * What was thrown, as far as others can know.
     *
     * @param text its class and its message
     * @param frames its stack, the innermost call first
     */
    record Thrown(String text, List<Frame> frames) {
        public Thrown {
            frames = List.copyOf(frames);
        }
    }

    /**
     * A call of a stack.
     *
     * @param module the name of its module, or empty
     * @param type the class
     * @param method the method
     * @param file the source file, or empty
     * @param line the line in it, or as {@link StackTraceElement} has it
     */
    record Frame(String module, String type, String method, String file, int line) {}

    /**
     * How far a worker is.
     *
     * @param run which run
     * @param worker the worker, {@code a/0}
     * @param done tasks that it finished
     * @param total tasks that it has
     */
    record Progress(long run, String worker, long done, long total) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.progress(this);
        }
    }

    /**
     * The receiver is to end a run.
     *
     * @param run which
     * @param reason why; empty when it is done
     */
    record Stop(long run, String reason) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stop(this);
        }
    }

    /**
     * Asks for a {@link Pong}.
     *
     * @param sent the sender's clock, nanoseconds
     */
    record Ping(long sent) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ping(this);
        }
    }

    /**
     * Answers a {@link Ping}.
     *
     * @param sent what the ping said
     * @param clock the answerer's clock, nanoseconds: offset and distance of the two clocks follow as in NTP
     */
    record Pong(long sent, long clock) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pong(this);
        }
    }

    /**
     * The last message of a lane.
     *
     * @param reason why the sender leaves
     */
    record Goodbye(String reason) implements Message {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.goodbye(this);
        }
    }
}
