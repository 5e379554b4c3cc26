package dev.anabranch.compiler.simulate;

import java.util.Arrays;

/** Transfers between hosts in the order in which they became pending, with their times in seconds. */
public final class PortTransfers {
    private int[] message = new int[64];
    private int[] place = new int[64];
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] following = new int[64];
    private double[] seconds = new double[64];
    private double[] start = new double[64];
    private int count;

    PortTransfers() {}

    void clear() {
        count = 0;
    }

    void add(int newMessage, int producer, int source, int target, double duration) {
        if (count == message.length) {
            message = Arrays.copyOf(message, count * 2);
            place = Arrays.copyOf(place, count * 2);
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            following = Arrays.copyOf(following, count * 2);
            seconds = Arrays.copyOf(seconds, count * 2);
            start = Arrays.copyOf(start, count * 2);
        }
        message[count] = newMessage;
        place[count] = producer;
        from[count] = source;
        to[count] = target;
        following[count] = -1;
        seconds[count] = duration;
        start[count++] = -1;
    }

    /** Sorts the last ones, all of them new, by their hosts; few are new at a time. */
    void sortFrom(int first) {
        for (int i = first + 1; i < count; i++) {
            for (int j = i; j > first && to[j] < to[j - 1]; j--) {
                swap(j, j - 1);
            }
        }
    }

    private void swap(int a, int b) {
        int keptMessage = message[a];
        message[a] = message[b];
        message[b] = keptMessage;
        int keptPlace = place[a];
        place[a] = place[b];
        place[b] = keptPlace;
        int keptFrom = from[a];
        from[a] = from[b];
        from[b] = keptFrom;
        int keptTo = to[a];
        to[a] = to[b];
        to[b] = keptTo;
        double keptSeconds = seconds[a];
        seconds[a] = seconds[b];
        seconds[b] = keptSeconds;
    }

    void follow(int before, int after) {
        following[before] = after;
    }

    int following(int transfer) {
        return following[transfer];
    }

    double begin(int transfer, double now) {
        start[transfer] = now;
        return now + seconds[transfer];
    }

    /** The number of the message among all, by its task. */
    int message(int transfer) {
        return message[transfer];
    }

    /** How many transfers there were. */
    public int count() {
        return count;
    }

    /** The place of the run whose output travels. */
    public int place(int transfer) {
        return place[transfer];
    }

    /** The host that sends. */
    public int from(int transfer) {
        return from[transfer];
    }

    /** The host that receives. */
    public int to(int transfer) {
        return to[transfer];
    }

    /** When the cards of both hosts are taken. */
    public double start(int transfer) {
        return start[transfer];
    }

    /** When the receiving host has the data. */
    public double finish(int transfer) {
        return start[transfer] + seconds[transfer];
    }
}
