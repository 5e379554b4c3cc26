package dev.anabranch.runtime.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether anything runs in a host's share of a run.
 *
 * @param idle whether all of its workers wait for other hosts or have ended
 * @param sent how many datasets and numbers have left it, to each reader
 * @param received how many have come
 * @param states what each worker waits for, with the number of the wait
 * @param waits the same in words; empty if all have ended
 */
public record Stillness(boolean idle, long sent, long received, List<Long> states, String waits) {
    public Stillness {
        states = List.copyOf(states);
    }

    /** As bytes. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeBoolean(idle);
            out.writeLong(sent);
            out.writeLong(received);
            out.writeInt(states.size());
            for (long state : states) {
                out.writeLong(state);
            }
            out.writeUTF(waits);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory cannot be written", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Of bytes.
     *
     * @throws IOException if they are none
     */
    public static Stillness decode(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        boolean idle = in.readBoolean();
        long sent = in.readLong();
        long received = in.readLong();
        List<Long> states = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            states.add(in.readLong());
        }
        return new Stillness(idle, sent, received, states, in.readUTF());
    }
}
