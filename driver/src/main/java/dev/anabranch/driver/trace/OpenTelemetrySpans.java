package dev.anabranch.driver.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Writes a trace as spans of OpenTelemetry, in the JSON encoding of its protocol (OTLP 1.x): lines of one request each, as the
 * collector's {@code otlpjsonfile} receiver reads them. The run is the root span; below it is one for each worker, and below
 * those one for each task; besides workers there is one for each dataset that came from another host. Identifiers come from the flow and the time at which the run began, so that the same trace
 * gives the same spans.
 */
public final class OpenTelemetrySpans {
    private static final int SPANS_IN_A_LINE = 10_000;
    private static final int INTERNAL = 1;
    private static final HexFormat HEX = HexFormat.of();

    private final RunTrace trace;
    private final JsonGenerator json;
    private final String traceId;
    private final long firstSpan;
    private final long began;
    private int inLine;
    private long spans;

    private OpenTelemetrySpans(RunTrace trace, JsonGenerator json) {
        this.trace = trace;
        this.json = json;
        byte[] identity = identity(trace);
        this.traceId = HEX.formatHex(identity, 0, 16);
        // Half of the numbers stay free, so that none of the spans that follow is 0, which is no identifier.
        this.firstSpan = ByteBuffer.wrap(identity, 16, 8).getLong() >>> 1 | 1;
        this.began = nanos(trace.began());
    }

    /**
     * Writes a trace; leaves the stream open.
     *
     * @throws IOException if the trace cannot be read or the stream not be written
     */
    public static void write(RunTrace trace, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(null);
            new OpenTelemetrySpans(trace, json).write();
        }
    }

    private static byte[] identity(RunTrace trace) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((trace.flow() + '\n' + trace.began()).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    private void write() throws IOException {
        int workers = trace.workers().size();
        double[] first = new double[workers];
        double[] last = new double[workers];
        Arrays.fill(first, Double.POSITIVE_INFINITY);
        trace.tasks(task -> {
            first[task.worker()] = Math.min(first[task.worker()], task.start());
            last[task.worker()] = Math.max(last[task.worker()], task.finish());
        });
        begin();
        String run = next();
        span(run, "", trace.flow(), 0, Arrays.stream(last).max().orElse(0));
        endAttributes();
        String[] parents = new String[workers];
        for (int worker = 0; worker < workers; worker++) {
            parents[worker] = next();
            TracedWorker one = trace.workers().get(worker);
            span(parents[worker], run, one.name(), Math.min(first[worker], last[worker]), last[worker]);
            attribute("host.name", one.host());
            attribute("anabranch.tasks", one.tasks());
            attribute("anabranch.busy_seconds", one.busy());
            attribute("anabranch.waiting_seconds", one.waiting());
            attribute("anabranch.peak_bytes", one.peak());
            endAttributes();
        }
        trace.transfers(transfer -> {
            makeRoom();
            span(next(), run, transfer.name(), transfer.start(), transfer.finish());
            attribute("anabranch.from", transfer.from());
            attribute("anabranch.to", transfer.to());
            attribute("anabranch.bytes", transfer.bytes());
            endAttributes();
        });
        trace.tasks(task -> {
            makeRoom();
            span(next(), parents[task.worker()], task.name(), task.start(), task.finish());
            attribute("anabranch.family", trace.families().get(task.family()));
            attribute("anabranch.attempts", task.attempts());
            attribute("anabranch.reads", task.reads());
            attribute("anabranch.bytes_read", task.bytesRead());
            endAttributes();
        });
        end();
    }

    /** Ends a line that is full. */
    private void makeRoom() throws IOException {
        if (inLine == SPANS_IN_A_LINE) {
            end();
            begin();
        }
    }

    private String next() {
        return HEX.toHexDigits(firstSpan + spans++);
    }

    private void begin() throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("resourceSpans");
        json.writeStartObject();
        json.writeObjectFieldStart("resource");
        json.writeArrayFieldStart("attributes");
        attribute("service.name", "anabranch");
        attribute("anabranch.flow", trace.flow());
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("scopeSpans");
        json.writeStartObject();
        json.writeObjectFieldStart("scope");
        json.writeStringField("name", "dev.anabranch");
        json.writeEndObject();
        json.writeArrayFieldStart("spans");
        inLine = 0;
    }

    private void end() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** Begins a span, up to its attributes. */
    private void span(String id, String parent, String name, double start, double finish) throws IOException {
        inLine++;
        json.writeStartObject();
        json.writeStringField("traceId", traceId);
        json.writeStringField("spanId", id);
        if (!parent.isEmpty()) {
            json.writeStringField("parentSpanId", parent);
        }
        json.writeStringField("name", name);
        json.writeNumberField("kind", INTERNAL);
        // Integers of 64 bits are strings in this encoding.
        json.writeStringField("startTimeUnixNano", Long.toString(began + Math.round(start * 1e9)));
        json.writeStringField("endTimeUnixNano", Long.toString(began + Math.round(Math.max(start, finish) * 1e9)));
        json.writeArrayFieldStart("attributes");
    }

    private void endAttributes() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
    }

    private void attribute(String key, String value) throws IOException {
        beginAttribute(key);
        json.writeStringField("stringValue", value);
        endAttribute();
    }

    private void attribute(String key, long value) throws IOException {
        beginAttribute(key);
        json.writeStringField("intValue", Long.toString(value));
        endAttribute();
    }

    private void attribute(String key, double value) throws IOException {
        beginAttribute(key);
        json.writeNumberField("doubleValue", value);
        endAttribute();
    }

    private void beginAttribute(String key) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeObjectFieldStart("value");
    }

    private void endAttribute() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }
}
