package dev.anabranch.api.gang;

import dev.anabranch.api.ElementType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** Has nobody to wait for. */
final class GangOfOne implements Gang {
    private @Nullable Map<String, String> environment;

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void barrier() {}

    @Override
    public void broadcast(ArrowBuf data, ElementType type, long count, int root) {
        if (root != 0) {
            throw new IllegalArgumentException("a gang of 1 has no rank " + root);
        }
    }

    @Override
    public void allReduce(ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
        requireBytes(type);
    }

    @Override
    public void allGather(ArrowBuf data, ElementType type, long count) {
        requireBytes(type);
    }

    @Override
    public void reduceScatter(ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
        requireBytes(type);
    }

    private static void requireBytes(ElementType type) {
        if (type == ElementType.BOOL) {
            throw new IllegalArgumentException("truth values are not dealt out to ranks");
        }
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> known = environment;
        if (known == null) {
            InetAddress here = InetAddress.getLoopbackAddress();
            try (ServerSocket free = new ServerSocket(0, 1, here)) {
                known = Map.of(
                        "MASTER_ADDR",
                        here.getHostAddress(),
                        "MASTER_PORT",
                        Integer.toString(free.getLocalPort()),
                        "RANK",
                        "0",
                        "WORLD_SIZE",
                        "1");
            } catch (IOException none) {
                throw new UncheckedIOException(none);
            }
            environment = known;
        }
        return known;
    }
}
