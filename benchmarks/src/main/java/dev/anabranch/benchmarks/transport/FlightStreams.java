package dev.anabranch.benchmarks.transport;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Arrow Flight over TCP, server and client in this process: one {@code DoGet} stream of record batches with a column of 64-bit
 * numbers. The server writes without a copy, and the client reads into memory of its own; what it has read it frees.
 */
final class FlightStreams implements AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();
    private final FlightServer server;
    private final FlightClient client;

    FlightStreams() throws Exception {
        server = FlightServer.builder(allocator, Location.forGrpcInsecure("127.0.0.1", 0), new Producer())
                .build()
                .start();
        client = FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", server.getPort()))
                .build();
    }

    /** Seconds until so many record batches of so many bytes have come. */
    @SuppressWarnings("try") // nobody interrupts this
    double stream(int size, int count) throws Exception {
        long start = System.nanoTime();
        long rows = 0;
        try (FlightStream stream = client.getStream(
                new Ticket(String.format(Locale.ROOT, "%d %d", size, count).getBytes(StandardCharsets.UTF_8)))) {
            while (stream.next()) {
                rows += stream.getRoot().getRowCount();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (rows * Long.BYTES != (long) size * count) {
            throw new IllegalStateException(rows + " rows came of " + count + " batches of " + size + " bytes");
        }
        return seconds;
    }

    @Override
    public void close() {
        try {
            client.close();
            server.close();
            allocator.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Producer extends NoOpFlightProducer {
        @Override
        public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
            String[] wanted = new String(ticket.getBytes(), StandardCharsets.UTF_8).split(" ", 2);
            int rows = Integer.parseInt(wanted[0]) / Long.BYTES;
            int count = Integer.parseInt(wanted[1]);
            try (BigIntVector column = new BigIntVector("bytes", allocator);
                    VectorSchemaRoot batch = VectorSchemaRoot.of(column)) {
                column.allocateNew(rows);
                column.setValueCount(rows);
                Touch.pages(column.getDataBuffer().nioBuffer(0, rows * Long.BYTES));
                batch.setRowCount(rows);
                BackpressureStrategy room = new BackpressureStrategy.CallbackBackpressureStrategy();
                room.register(listener);
                listener.setUseZeroCopy(true);
                listener.start(batch);
                for (int i = 0; i < count; i++) {
                    awaitRoom(room);
                    listener.putNext();
                }
                listener.completed();
            }
        }

        /** Now and then nobody is woken though there is room; who asks again after a millisecond loses little. */
        private static void awaitRoom(BackpressureStrategy room) {
            BackpressureStrategy.WaitResult result = BackpressureStrategy.WaitResult.TIMEOUT;
            while (result == BackpressureStrategy.WaitResult.TIMEOUT) {
                result = room.waitForListener(1);
            }
            if (result != BackpressureStrategy.WaitResult.READY) {
                throw new IllegalStateException("the client takes no more: " + result);
            }
        }
    }
}
