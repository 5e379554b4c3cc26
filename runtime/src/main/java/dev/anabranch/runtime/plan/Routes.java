package dev.anabranch.runtime.plan;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * On which ways a plan's datasets go between hosts, as one of them sees it: from whom each comes to it, and what it sends to
 * whom, in the plan's order; both what its workers make and what it has received itself.
 *
 * <p>Those are the plan's ways but for what is large and read by several hosts: the plan reckons with whole datasets, and a host
 * sends on each chunk as it comes. So such a dataset goes from reader to reader, in the order in which the plan has them get it: each
 * card has it once, and all have it little later than the first.
 */
public final class Routes {
    /** From so many bytes on a dataset goes from reader to reader; below, the time to the first byte counts for more. */
    public static final long LARGE_BYTES = 1 << 20;

    private static final int NONE = -1;

    private final int[] crossing;
    private final int[] to;
    /** By crossing, the numbers of this host's sends. */
    private final int[][] sendsOf;
    /** By crossing, the host that sends it to this one, or -1. */
    private final int[] sender;

    private Routes(int[] crossing, int[] to, int[] sender) {
        this.crossing = crossing;
        this.to = to;
        this.sender = sender;
        this.sendsOf = new int[sender.length][];
        Arrays.fill(sendsOf, new int[0]);
        for (int send = 0; send < crossing.length; send++) {
            int[] known = sendsOf[crossing[send]];
            sendsOf[crossing[send]] = Arrays.copyOf(known, known.length + 1);
            sendsOf[crossing[send]][known.length] = send;
        }
    }

    /**
     * The routes of a plan.
     *
     * @param deal which host runs which workers
     * @param crossings as the host sees them
     * @param host which asks
     * @return empty if the plan does not say in which order hosts send
     * @throws PlanFormatException if what hosts send is not what their workers read
     */
    public static Optional<Routes> of(ExecutionPlan plan, Deal deal, Crossings crossings, int host)
            throws PlanFormatException {
        TransferRows rows = plan.transfers();
        if (rows == null || !rows.takeTurns()) {
            return Optional.empty();
        }
        int[][] senders = new int[crossings.size()][];
        Arrays.setAll(senders, number -> {
            int[] nobody = new int[crossings.readers(number).length];
            Arrays.fill(nobody, NONE);
            return nobody;
        });
        int[] last = new int[crossings.size()];
        Arrays.setAll(last, crossings::owner);
        IntStream.Builder crossing = IntStream.builder();
        IntStream.Builder to = IntStream.builder();
        for (int row = 0; row < rows.rows(); row++) {
            int from = deal.partOf(rows.from(row));
            int reader = deal.partOf(rows.to(row));
            int number = crossings.of(plan.slots().cells(rows.to(row)).of(rows.slot(row)));
            if (from == reader || number < 0) {
                continue; // numbers are messages, and some names are not sent
            }
            int place = Arrays.binarySearch(crossings.readers(number), reader);
            if (place < 0) {
                throw wrong(plan, crossings, number, "goes where nobody reads it");
            }
            boolean large = rows.bytes(row) >= LARGE_BYTES;
            if (senders[number][place] == NONE) {
                int sends = large ? last[number] : from;
                last[number] = reader;
                senders[number][place] = sends;
                if (sends == host) {
                    crossing.add(number);
                    to.add(reader);
                }
            } else if (!large && senders[number][place] != from) {
                throw wrong(plan, crossings, number, "goes twice to a host");
            }
        }
        int[] sender = new int[senders.length];
        for (int number = 0; number < senders.length; number++) {
            requireWays(plan, crossings, number, senders[number]);
            int place = Arrays.binarySearch(crossings.readers(number), host);
            sender[number] = place < 0 ? NONE : senders[number][place];
        }
        return Optional.of(new Routes(crossing.build().toArray(), to.build().toArray(), sender));
    }

    /** Back from each reader, from sender to sender, lies the host that makes it. */
    private static void requireWays(ExecutionPlan plan, Crossings crossings, int number, int[] senders)
            throws PlanFormatException {
        int[] readers = crossings.readers(number);
        for (int reader : readers) {
            int at = reader;
            for (int steps = 0; at != crossings.owner(number); steps++) {
                int place = Arrays.binarySearch(readers, at);
                if (place < 0 || senders[place] == NONE || steps == readers.length) {
                    throw wrong(plan, crossings, number, "does not get to all who read it");
                }
                at = senders[place];
            }
        }
    }

    private static PlanFormatException wrong(ExecutionPlan plan, Crossings crossings, int number, String what) {
        return new PlanFormatException("transfers.arrow: " + plan.nameInCell(crossings.cell(number)) + " " + what);
    }

    /** How many datasets this host sends, once for each host that it sends one to. */
    public int sends() {
        return to.length;
    }

    /** What a send takes: the number of a crossing. Sends are numbered in the plan's order. */
    public int crossing(int send) {
        return crossing[send];
    }

    /** The host that a send goes to. */
    public int to(int send) {
        return to[send];
    }

    /** The sends of a crossing's dataset. Not to be changed. */
    public int[] sendsOf(int crossingNumber) {
        return sendsOf[crossingNumber];
    }

    /** The host that sends a crossing's dataset to this one, or -1. */
    public int sender(int crossingNumber) {
        return sender[crossingNumber];
    }
}
