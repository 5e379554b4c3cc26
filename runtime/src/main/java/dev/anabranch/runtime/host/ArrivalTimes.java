package dev.anabranch.runtime.host;

import dev.anabranch.runtime.trace.DatasetTransfer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** When the datasets of other hosts came to this one. For any thread; an arrival is rare beside what it brings. */
final class ArrivalTimes {
    private record Arrival(int slot, int from, long bytes, long start, long finish) {}

    private final List<Arrival> arrivals = new ArrayList<>();

    /**
     * Notes one.
     *
     * @param from the number of the host that sent it
     * @param start when it was announced, in nanoseconds of this host's clock
     * @param finish when all of it was there
     */
    synchronized void add(int slot, int from, long bytes, long start, long finish) {
        arrivals.add(new Arrival(slot, from, bytes, start, finish));
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(arrivals.size());
        for (Arrival arrival : arrivals) {
            out.writeInt(arrival.slot());
            out.writeInt(arrival.from());
            out.writeLong(arrival.bytes());
            out.writeLong(arrival.start());
            out.writeLong(arrival.finish());
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param hosts the names of all
     * @param to the number of the host that wrote it
     * @param origin the start of the run on that host's clock
     * @param slots how many there are
     * @throws IOException if it names hosts or slots that are not there
     */
    static List<DatasetTransfer> read(DataInputStream in, List<String> hosts, int to, long origin, int slots)
            throws IOException {
        List<DatasetTransfer> transfers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int slot = in.readInt();
            int from = in.readInt();
            if (slot < 0 || slot >= slots || from < 0 || from >= hosts.size()) {
                throw new IOException("a transfer of dataset " + slot + " from host " + from + ", which are not there");
            }
            long bytes = in.readLong();
            double start = (in.readLong() - origin) * 1e-9;
            double finish = (in.readLong() - origin) * 1e-9;
            transfers.add(new DatasetTransfer(slot, hosts.get(from), hosts.get(to), bytes, start, finish));
        }
        return transfers;
    }
}
