package dev.anabranch.benchmarks.allocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Which classes workers' threads allocate, as the JVM's flight recorder samples it. */
final class AllocatedClasses {
    private static final String SAMPLE = "jdk.ObjectAllocationSample";

    private AllocatedClasses() {}

    /**
     * The sampled bytes of each class, the most first.
     *
     * @param work what runs meanwhile
     */
    static Map<String, Long> during(Runnable work) throws IOException {
        Path file = Files.createTempFile("anabranch-allocation-", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(SAMPLE).with("throttle", "1000/s");
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
            return classes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Long> classes(Path file) throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(SAMPLE)
                    && event.getThread() != null
                    && String.valueOf(event.getThread().getJavaName()).matches(".*-worker-\\d+")) {
                bytes.merge(event.getClass("objectClass").getName(), event.getLong("weight"), Long::sum);
            }
        }
        Map<String, Long> sorted = new LinkedHashMap<>();
        bytes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
