package dev.anabranch.runtime.wire;

/** One of the two connections of a pair of peers; what is small and urgent never waits behind what is large. */
public enum Lane {
    /** Messages that start, stop and steer. */
    CONTROL(0),
    /** Datasets: announcements and the chunks that follow them. */
    BULK(1);

    private final int code;

    Lane(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Lane of(int code) throws WireException {
        for (Lane lane : values()) {
            if (lane.code == code) {
                return lane;
            }
        }
        throw new WireException("no lane has the code " + code);
    }
}
