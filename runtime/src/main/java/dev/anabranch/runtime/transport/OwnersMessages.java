package dev.anabranch.runtime.transport;

import dev.anabranch.runtime.wire.Message;

/** Tells the messages that owners of transports exchange from those by which transports themselves work. */
public final class OwnersMessages {
    private static final Message.Visitor<Boolean> IS_OWNERS = new Message.Visitor<>() {
        @Override
        public Boolean hello(Message.Hello message) {
            return false;
        }

        @Override
        public Boolean challenge(Message.Challenge message) {
            return false;
        }

        @Override
        public Boolean proof(Message.Proof message) {
            return false;
        }

        @Override
        public Boolean welcome(Message.Welcome message) {
            return false;
        }

        @Override
        public Boolean refusal(Message.Refusal message) {
            return false;
        }

        @Override
        public Boolean startPlan(Message.StartPlan message) {
            return true;
        }

        @Override
        public Boolean missing(Message.Missing message) {
            return true;
        }

        @Override
        public Boolean milestone(Message.Milestone message) {
            return true;
        }

        @Override
        public Boolean announcement(Message.DatasetAnnouncement message) {
            return false;
        }

        @Override
        public Boolean chunk(Message.DatasetChunk message) {
            return false;
        }

        @Override
        public Boolean number(Message.NumberReady message) {
            return true;
        }

        @Override
        public Boolean gangCall(Message.GangCall message) {
            return true;
        }

        @Override
        public Boolean gangProgress(Message.GangProgress message) {
            return true;
        }

        @Override
        public Boolean gangPull(Message.GangPull message) {
            return true;
        }

        @Override
        public Boolean gangPiece(Message.GangPiece message) {
            return true;
        }

        @Override
        public Boolean failure(Message.Failure message) {
            return true;
        }

        @Override
        public Boolean progress(Message.Progress message) {
            return true;
        }

        @Override
        public Boolean stop(Message.Stop message) {
            return true;
        }

        @Override
        public Boolean ping(Message.Ping message) {
            return false;
        }

        @Override
        public Boolean pong(Message.Pong message) {
            return false;
        }

        @Override
        public Boolean goodbye(Message.Goodbye message) {
            return false;
        }
    };

    private OwnersMessages() {}

    /** Whether owners exchange it. */
    public static boolean contains(Message message) {
        return message.accept(IS_OWNERS);
    }

    /** Refuses to send what is the transport's own. */
    public static void check(Message message) {
        if (!contains(message)) {
            throw new IllegalArgumentException(
                    "a transport sends " + message.getClass().getSimpleName() + " itself");
        }
    }
}
