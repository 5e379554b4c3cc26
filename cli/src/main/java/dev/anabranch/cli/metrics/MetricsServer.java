package dev.anabranch.cli.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code GET /metrics} with a text in Prometheus's format, until it is closed. */
public final class MetricsServer implements AutoCloseable {
    private static final String PATH = "/metrics";
    /** The text format of Prometheus, which every version of it reads. */
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PLAIN = "text/plain; charset=utf-8";
    /** Who asks and then is silent keeps a thread, and not from the others. */
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Supplier<String> text;

    private MetricsServer(HttpServer server, Supplier<String> text) {
        this.server = server;
        this.text = text;
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread made = new Thread(work, "metrics");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Begins to serve.
     *
     * @param address where, see {@link MetricsAddress}; port 0 takes any that is free
     * @param text is called for each answer, by several threads perhaps
     * @throws IOException if the address cannot be had
     */
    public static MetricsServer start(InetSocketAddress address, Supplier<String> text) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException taken) {
            throw new IOException(
                    "metrics at " + hostAndPort(address) + ": " + taken.getMessage() + "; name another port", taken);
        }
        MetricsServer made = new MetricsServer(server, text);
        server.setExecutor(made.threads);
        server.createContext("/", made::answer);
        server.start();
        return made;
    }

    /** Where metrics are read, with the port that was found free. */
    public String url() {
        return "http://" + hostAndPort(server.getAddress()) + PATH;
    }

    private static String hostAndPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, 404, PLAIN, "Metrics are at " + PATH + ".\n");
            } else if (method.equals("GET") || method.equals("HEAD")) {
                send(exchange, 200, TEXT_FORMAT, text.get());
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, PLAIN, "Metrics are read with GET.\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
