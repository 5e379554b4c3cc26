package dev.anabranch.driver.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flows that a host has in memory: those that ran last. One thread uses it. */
final class LoadedFlows implements AutoCloseable {
    private final int most;
    private final Map<String, LoadedFlow> flows = new LinkedHashMap<>(16, 0.75f, true);

    /** @param most how many stay, at least 1 */
    LoadedFlows(int most) {
        this.most = most;
    }

    /**
     * The flow of a job whose files are all in the store.
     *
     * @throws IOException if it cannot be loaded
     */
    LoadedFlow of(Job job, HostStore store) throws IOException {
        String key = key(job);
        LoadedFlow known = flows.get(key);
        if (known != null) {
            return known;
        }
        List<Path> classPath = new ArrayList<>();
        for (HostFile file : job.classPath()) {
            classPath.add(store.classes(file));
        }
        LoadedFlow loaded = LoadedFlow.load(store.assemble(job), classPath);
        flows.put(key, loaded);
        Iterator<LoadedFlow> oldest = flows.values().iterator();
        while (flows.size() > most) {
            oldest.next().close();
            oldest.remove();
        }
        return loaded;
    }

    private static String key(Job job) {
        return Job.digest(job.plan(), job.settingsOfFiles()).toHex();
    }

    /** Whether a job's flow is here, so that no file of it is needed. */
    boolean have(Job job) {
        return flows.containsKey(key(job));
    }

    /** How many there are. */
    int size() {
        return flows.size();
    }

    @Override
    public void close() throws IOException {
        for (LoadedFlow flow : flows.values()) {
            flow.close();
        }
        flows.clear();
    }
}
