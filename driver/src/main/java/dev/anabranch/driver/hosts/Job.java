package dev.anabranch.driver.hosts;

import dev.anabranch.runtime.security.PlanSigner;
import dev.anabranch.runtime.transport.PeerAddress;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a coordinator has a host do, the same for all of them but for the kept datasets. All of it is signed: the files by their digests.
 *
 * @param run the number of the run
 * @param flow the flow's name
 * @param plan the hash of the plan
 * @param planFiles the plan's files
 * @param classPath the files with the tasks' classes, in order
 * @param kept datasets that an earlier run kept and that this host reads
 * @param hosts where the plan's hosts listen
 * @param memory the most bytes that datasets may take on all hosts together; {@link Long#MAX_VALUE} for no limit
 */
record Job(
        long run,
        String flow,
        String plan,
        List<HostFile> planFiles,
        List<HostFile> classPath,
        List<HostFile> kept,
        Map<String, PeerAddress> hosts,
        long memory) {
    private static final String FLOW = "flow";
    private static final String PLAN_FILE = "plan file";
    private static final String CLASSES = "classes";
    private static final String KEPT = "kept";
    private static final String HOST = "host";
    private static final String MEMORY = "memory";

    Job {
        planFiles = List.copyOf(planFiles);
        classPath = List.copyOf(classPath);
        kept = List.copyOf(kept);
        hosts = Map.copyOf(hosts);
    }

    /** The message that starts it, signed. */
    Message.StartPlan message(PlanSigner signer) {
        List<Message.Setting> settings = new ArrayList<>(settingsOfFiles());
        kept.forEach(file -> settings.add(new Message.Setting(KEPT, text(file))));
        settings.add(new Message.Setting(FLOW, flow));
        hosts.forEach((name, address) -> settings.add(new Message.Setting(HOST, name + " " + address)));
        settings.add(new Message.Setting(MEMORY, Long.toString(memory)));
        Octets digest = digest(plan, settings);
        return new Message.StartPlan(run, digest, signer.sign(run, digest), plan, settings);
    }

    /** The settings that name files: two jobs of which these are equal run the same. */
    List<Message.Setting> settingsOfFiles() {
        List<Message.Setting> settings = new ArrayList<>();
        planFiles.forEach(file -> settings.add(new Message.Setting(PLAN_FILE, text(file))));
        classPath.forEach(file -> settings.add(new Message.Setting(CLASSES, text(file))));
        return settings;
    }

    /** What is signed: the plan and all settings, each with its length. */
    static Octets digest(String plan, List<Message.Setting> settings) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, plan);
            for (Message.Setting setting : settings) {
                add(digest, setting.name());
                add(digest, setting.value());
            }
            return Octets.of(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >>> shift));
        }
        digest.update(bytes);
    }

    /**
     * The job of a message.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Job of(Message.StartPlan message) {
        String flow = "";
        List<HostFile> planFiles = new ArrayList<>();
        List<HostFile> classPath = new ArrayList<>();
        List<HostFile> kept = new ArrayList<>();
        Map<String, PeerAddress> hosts = new LinkedHashMap<>();
        long memory = Long.MAX_VALUE;
        if (!message.place().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a plan has no such hash");
        }
        for (Message.Setting setting : message.settings()) {
            switch (setting.name()) {
                case FLOW -> flow = setting.value();
                case PLAN_FILE -> planFiles.add(file(setting.value()));
                case CLASSES -> classPath.add(file(setting.value()));
                case KEPT -> kept.add(file(setting.value()));
                case HOST -> {
                    int space = setting.value().indexOf(' ');
                    if (space < 1) {
                        throw new IllegalArgumentException("a host needs a name and an address");
                    }
                    hosts.put(
                            setting.value().substring(0, space),
                            PeerAddress.parse(setting.value().substring(space + 1)));
                }
                case MEMORY -> memory = Long.parseLong(setting.value());
                default -> throw new IllegalArgumentException("a job has no '" + setting.name() + "'");
            }
        }
        return new Job(message.run(), flow, message.place(), planFiles, classPath, kept, hosts, memory);
    }

    private static String text(HostFile file) {
        return file.digest() + " " + file.bytes() + " " + file.name();
    }

    private static HostFile file(String text) {
        String[] parts = text.split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("a file needs a digest, a size and a name");
        }
        return new HostFile(parts[2], parts[0], Long.parseLong(parts[1]));
    }
}
