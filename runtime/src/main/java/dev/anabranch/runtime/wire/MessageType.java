package dev.anabranch.runtime.wire;

/** The code of each case of {@link Message}. Codes are never used again for another. */
enum MessageType {
    HELLO(1),
    CHALLENGE(2),
    PROOF(3),
    WELCOME(4),
    REFUSAL(5),
    START_PLAN(10),
    MISSING(11),
    MILESTONE(12),
    ANNOUNCEMENT(20),
    CHUNK(21),
    NUMBER(24),
    GANG_CALL(25),
    GANG_PROGRESS(26),
    GANG_PULL(27),
    GANG_PIECE(28),
    FAILURE(30),
    PROGRESS(31),
    STOP(32),
    PING(40),
    PONG(41),
    GOODBYE(50);

    private static final MessageType[] BY_CODE = new MessageType[64];

    static {
        for (MessageType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static MessageType of(int code) throws WireException {
        MessageType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (type == null) {
            throw new WireException("no message has the code " + code);
        }
        return type;
    }
}
