package dev.anabranch.testkit.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hosts with addresses of their own on this Linux machine: network namespaces, joined by a switch in one more. Nothing of the
 * machine's own network is touched, and all of it is gone when this is closed. Needs the rights of root and iproute2.
 */
public final class NamespacedNetwork implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final String SUBNET = "10.213.7.";

    private final String prefix;
    private final List<String> hosts = new ArrayList<>();

    private NamespacedNetwork(String prefix) {
        this.prefix = prefix;
    }

    /** Whether this machine and this user can have one. */
    public static boolean isPossible() {
        String name = "anabranch-" + ProcessHandle.current().pid() + "-probe";
        try {
            run("ip", "netns", "add", name);
            run("ip", "netns", "del", name);
            return true;
        } catch (IOException impossible) {
            return false;
        }
    }

    /**
     * A switch and hosts with cables to it.
     *
     * @param count how many hosts
     * @throws IOException if the machine refuses; what was made by then is removed
     */
    public static NamespacedNetwork of(int count) throws IOException {
        NamespacedNetwork network =
                new NamespacedNetwork("anabranch-" + ProcessHandle.current().pid() + "-");
        boolean whole = false;
        try {
            network.build(count);
            whole = true;
            return network;
        } finally {
            if (!whole) {
                network.close();
            }
        }
    }

    private void build(int count) throws IOException {
        run("ip", "netns", "add", middle());
        run("ip", "-n", middle(), "link", "add", "switch", "type", "bridge");
        run("ip", "-n", middle(), "link", "set", "switch", "up");
        for (int host = 0; host < count; host++) {
            String name = prefix + host;
            String port = "port" + host;
            run("ip", "netns", "add", name);
            hosts.add(name);
            run("ip", "-n", middle(), "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name);
            run("ip", "-n", middle(), "link", "set", port, "master", "switch", "up");
            run("ip", "-n", name, "addr", "add", address(host) + "/24", "dev", "eth0");
            run("ip", "-n", name, "link", "set", "eth0", "up");
            run("ip", "-n", name, "link", "set", "lo", "up");
        }
    }

    private String middle() {
        return prefix + "switch";
    }

    /**
     * Limits what each host sends and receives, each way for itself.
     *
     * @param megabits a second
     */
    public void limit(int megabits) throws IOException {
        for (int host = 0; host < hosts.size(); host++) {
            shape(hosts.get(host), "eth0", megabits);
            shape(middle(), "port" + host, megabits);
        }
    }

    /** A token bucket that holds 2 ms, and a queue of 50 ms before it. */
    private static void shape(String namespace, String device, int megabits) throws IOException {
        run(
                "tc",
                "-n",
                namespace,
                "qdisc",
                "replace",
                "dev",
                device,
                "root",
                "tbf",
                "rate",
                megabits + "mbit",
                "burst",
                megabits * 250 + "b",
                "latency",
                "50ms");
    }

    /** The address of a host, from 0. */
    public String address(int host) {
        return SUBNET + (host + 1);
    }

    /** The command that runs another on a host. */
    public List<String> on(int host, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", hosts.get(host)));
        all.addAll(command);
        return all;
    }

    /** Removes it; processes that still run on its hosts lose their network. */
    @Override
    public void close() throws IOException {
        for (String host : hosts) {
            run("ip", "netns", "del", host);
        }
        hosts.clear();
        run("ip", "netns", "del", middle());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + String.join(" ", command), stop);
        }
    }
}
