package dev.anabranch.driver.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a trace in the JSON that Perfetto and Chrome's {@code about:tracing} show: a process for each host, a thread for each
 * worker, a slice for each task. Times are microseconds from the start of the run. Duvall and others, "Trace Event Format"
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
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
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
