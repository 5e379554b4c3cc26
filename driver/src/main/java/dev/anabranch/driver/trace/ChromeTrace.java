package dev.anabranch.driver.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a trace in the JSON that Perfetto and Chrome's {@code about:tracing} show: a process for each host, a thread for each
 * worker, a slice for each task; what a host receives has threads of its own, as many as there were datasets on their way at
 * once. Times are microseconds from the start of the run. Duvall and others, "Trace Event Format"
 * (2016).
 */
public final class ChromeTrace {
    private ChromeTrace() {}

    /**
     * Writes a trace; leaves the stream open.
     *
     * @throws IOException if the trace cannot be read or the stream not be written
     */
    public static void write(RunTrace trace, OutputStream out) throws IOException {
        List<String> hosts = new ArrayList<>();
        int[] host = new int[trace.workers().size()];
        for (int worker = 0; worker < host.length; worker++) {
            String name = trace.workers().get(worker).host();
            if (!hosts.contains(name)) {
                hosts.add(name);
            }
            host[worker] = hosts.indexOf(name);
        }
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("displayTimeUnit", "ns");
            json.writeObjectFieldStart("otherData");
            json.writeStringField("flow", trace.flow());
            json.writeStringField("began", trace.began().toString());
            json.writeEndObject();
            json.writeArrayFieldStart("traceEvents");
            for (int number = 0; number < hosts.size(); number++) {
                name(json, "process_name", number, 0, hosts.get(number));
            }
            for (int worker = 0; worker < host.length; worker++) {
                name(
                        json,
                        "thread_name",
                        host[worker],
                        worker,
                        trace.workers().get(worker).name());
            }
            trace.tasks(task -> slice(json, trace, task, host[task.worker()]));
            Lanes lanes = new Lanes(host.length);
            trace.transfers(transfer -> received(json, transfer, hosts.indexOf(transfer.to()), lanes));
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** Threads that do not exist, so that slices which overlap stand below each other. */
    private static final class Lanes {
        private final Map<Integer, List<Double>> ends = new HashMap<>();
        private final int first;

        Lanes(int first) {
            this.first = first;
        }

        /** The lane of a host that is free, or a new one; whoever takes a new one names it. */
        int take(int process, TracedTransfer transfer) {
            List<Double> busyUntil = ends.computeIfAbsent(process, unused -> new ArrayList<>());
            int lane = 0;
            while (lane < busyUntil.size() && busyUntil.get(lane) > transfer.start()) {
                lane++;
            }
            if (lane == busyUntil.size()) {
                busyUntil.add(transfer.finish());
            } else {
                busyUntil.set(lane, transfer.finish());
            }
            return lane;
        }

        int count(int process) {
            return ends.getOrDefault(process, List.of()).size();
        }

        int thread(int lane) {
            return first + lane;
        }
    }

    private static void received(JsonGenerator json, TracedTransfer transfer, int process, Lanes lanes)
            throws IOException {
        int known = lanes.count(process);
        int lane = lanes.take(process, transfer);
        if (lane == known) {
            name(json, "thread_name", process, lanes.thread(lane), "receives " + (lane + 1));
        }
        json.writeStartObject();
        json.writeStringField("ph", "X");
        json.writeStringField("name", transfer.name());
        json.writeStringField("cat", "transfer");
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", lanes.thread(lane));
        json.writeNumberField("ts", transfer.start() * 1e6);
        json.writeNumberField("dur", Math.max(0, transfer.finish() - transfer.start()) * 1e6);
        json.writeObjectFieldStart("args");
        json.writeStringField("from", transfer.from());
        json.writeNumberField("bytes", transfer.bytes());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void name(JsonGenerator json, String what, int process, int thread, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "M");
        json.writeStringField("name", what);
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread);
        json.writeObjectFieldStart("args");
        json.writeStringField("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void slice(JsonGenerator json, RunTrace trace, TracedTask task, int host) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "X");
        json.writeStringField("name", task.name());
        json.writeStringField("cat", trace.families().get(task.family()));
        json.writeNumberField("pid", host);
        json.writeNumberField("tid", task.worker());
        json.writeNumberField("ts", task.start() * 1e6);
        json.writeNumberField("dur", Math.max(0, task.work()) * 1e6);
        json.writeObjectFieldStart("args");
        json.writeNumberField("attempts", task.attempts());
        json.writeNumberField("reads", task.reads());
        json.writeNumberField("bytes_read", task.bytesRead());
        json.writeEndObject();
        json.writeEndObject();
    }
}
