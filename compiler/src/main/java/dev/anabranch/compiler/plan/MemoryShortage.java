package dev.anabranch.compiler.plan;

import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.type.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a plan needs more memory than a host has, as predicted: the moment at which most is alive there.
 *
 * @param host which host
 * @param limit bytes that it has
 * @param seconds when, from the start of the run
 * @param witness the task whose start makes it most, or the dataset whose arrival does
 * @param starts whether the witness is a task that starts
 * @param origin the equation of the witness
 * @param own what the task reads, makes and takes besides; empty if it is an arrival
 * @param others what is alive besides
 */
public record MemoryShortage(
        String host,
        long limit,
        double seconds,
        String witness,
        boolean starts,
        Origin origin,
        List<Part> own,
        List<Part> others) {
    private static final int MOST_NAMED = 4;

    public MemoryShortage {
        own = List.copyOf(own);
        others = List.copyOf(others);
    }

    /**
     * Datasets of one array that are alive at the same time, or what tasks of one family take besides.
     *
     * @param name of the array or the only dataset
     * @param count how many
     * @param bytes the sum of their sizes
     */
    public record Part(String name, int count, long bytes) {
        String text() {
            return (count == 1 ? "" : count + " x ") + name + ", " + Quantity.showBytes(bytes);
        }
    }

    /** What is alive at once. */
    public long needed() {
        return sum(own) + sum(others);
    }

    /** Whether the task alone needs more than there is, so that nothing else matters. */
    public boolean hopeless() {
        return sum(own) > limit;
    }

    /** One sentence with all numbers. */
    public String message() {
        StringBuilder text = new StringBuilder("host `" + host + "` has " + Quantity.showBytes(limit)
                + ", the plan needs " + Quantity.showBytes(needed()) + ", "
                + Quantity.showBytes(needed() - limit) + " too much, when `" + witness + "` "
                + (starts ? "starts" : "arrives") + " at " + Quantity.showSeconds(seconds) + ": ");
        if (starts) {
            text.append(Quantity.showBytes(sum(own))).append(" for the task itself (");
            text.append(list(own)).append(")");
        }
        if (!others.isEmpty()) {
            text.append(starts ? " and " : "").append(Quantity.showBytes(sum(others)));
            text.append(" that are alive besides (").append(list(others)).append(")");
        }
        return text.toString();
    }

    private static String list(List<Part> parts) {
        List<String> shown = new ArrayList<>();
        for (Part part : parts.subList(0, Math.min(MOST_NAMED, parts.size()))) {
            shown.add(part.text());
        }
        if (parts.size() > MOST_NAMED) {
            List<Part> rest = parts.subList(MOST_NAMED, parts.size());
            shown.add(rest.size() + " more, " + Quantity.showBytes(sum(rest)));
        }
        return String.join("; ", shown);
    }

    private static long sum(List<Part> parts) {
        return parts.stream().mapToLong(Part::bytes).sum();
    }
}
