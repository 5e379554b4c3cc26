package dev.anabranch.driver.cluster;

import dev.anabranch.compiler.resolve.Spelling;
import dev.anabranch.compiler.resolve.WrittenValues;
import dev.anabranch.driver.hosts.HostAddress;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.Quantity;
import dev.anabranch.model.type.ValueType.ScalarType;
import dev.anabranch.runtime.transport.PeerAddress;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a machine model from YAML; every mistake is shown at its place in the file. */
public final class ClusterFile {
    private static final Link DEFAULT_SAME_HOST = new Link(100e-6, 1.25e9);
    private static final Link DEFAULT_OTHER_HOST = new Link(1e-3, 125e6);
    private static final int MOST_WORKERS = 100_000;

    private final SourceText source;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Map<String, PeerAddress> addresses = new LinkedHashMap<>();

    private ClusterFile(SourceText source) {
        this.source = source;
    }

    /** The cluster that a file describes, or what is wrong with it. */
    public static Checked<Cluster> read(SourceText source) {
        Checked<DescribedCluster> described = describe(source);
        return new Checked<>(described.value().map(DescribedCluster::cluster), described.diagnostics());
    }

    /** The cluster and where its hosts listen, or what is wrong with the file. */
    public static Checked<DescribedCluster> describe(SourceText source) {
        ClusterFile file = new ClusterFile(source);
        Checked<Cluster> cluster = file.read();
        return new Checked<>(
                cluster.value().map(known -> new DescribedCluster(known, file.addresses)), cluster.diagnostics());
    }

    private Checked<Cluster> read() {
        Optional<Cluster> cluster = Optional.empty();
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(10);
            options.setNestingDepthLimit(20);
            Node root = new Yaml(options).compose(new StringReader(source.text()));
            cluster = root == null ? Optional.empty() : cluster(root);
        } catch (MarkedYAMLException e) {
            Span at = e.getProblemMark() == null ? whole() : at(e.getProblemMark(), e.getProblemMark());
            diagnostics.add(YamlMistake.at(source, at.start()));
        } catch (YAMLException e) {
            error(
                    ClusterCodes.SYNTAX,
                    whole(),
                    "this is not YAML",
                    "it holds characters that YAML does not know, nests too deeply or refers to itself");
        }
        if (cluster.isEmpty() && !diagnostics.hasErrors()) {
            diagnostics.add(Diagnostic.error(ClusterCodes.HOSTS, whole(), "the cluster has no hosts")
                    .withHelp("write `hosts: [{ name: a, workers: 4 }]`"));
        }
        return diagnostics.hasErrors() ? Checked.failed(diagnostics) : Checked.of(cluster.orElseThrow(), diagnostics);
    }

    private Optional<Cluster> cluster(Node root) {
        Map<String, Node> entries = map(root, "a cluster", List.of("hosts", "links", "model", "mtbf"));
        List<Host> hosts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Node list = entries.get("hosts");
        if (list instanceof SequenceNode sequence) {
            for (Node node : sequence.getValue()) {
                host(node, names).ifPresent(hosts::add);
            }
        } else if (list != null) {
            error(ClusterCodes.HOSTS, span(list), "`hosts` must be a list", "write `hosts: [{ name: a, workers: 4 }]`");
        }
        Link sameHost = DEFAULT_SAME_HOST;
        Link otherHost = DEFAULT_OTHER_HOST;
        Node links = entries.get("links");
        if (links != null) {
            Map<String, Node> kinds = map(links, "`links`", List.of("same_host", "other_host"));
            sameHost = link(kinds.get("same_host"), "a link", sameHost);
            otherHost = link(kinds.get("other_host"), "a link", otherHost);
        }
        Optional<MachineModel> model = model(entries.get("model"));
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        Cluster cluster = Cluster.of(hosts, sameHost, otherHost);
        Cluster known = model.map(cluster::withModel).orElse(cluster);
        OptionalDouble mtbf = timeBetweenFailures(entries.get("mtbf"));
        return Optional.of(mtbf.isPresent() ? known.failingEvery(mtbf.getAsDouble()) : known);
    }

    private OptionalDouble timeBetweenFailures(@Nullable Node node) {
        if (node == null) {
            return OptionalDouble.empty();
        }
        OptionalDouble seconds = Quantity.seconds(text(node));
        if (seconds.isEmpty() || !(seconds.getAsDouble() > 0)) {
            value("mtbf", node, "a duration such as `6h`", ScalarType.DURATION);
            return OptionalDouble.empty();
        }
        return seconds;
    }

    private Optional<MachineModel> model(@Nullable Node node) {
        if (node == null) {
            return Optional.empty();
        }
        Optional<MachineModel> model = MachineModel.ofLabel(text(node));
        if (model.isEmpty()) {
            diagnostics.add(Spelling.suggest(
                    wrongValue("model", node, "one of `" + String.join("`, `", MachineModel.labels()) + "`"),
                    text(node),
                    MachineModel.labels()));
        }
        return model;
    }

    private Optional<Host> host(Node node, Set<String> names) {
        Map<String, Node> entries = map(
                node, "a host", List.of("name", "address", "workers", "speed", "speeds", "memory", "labels", "disk"));
        Node name = entries.get("name");
        if (!(name instanceof ScalarNode)) {
            error(ClusterCodes.HOSTS, span(node), "a host needs a name", "write `{ name: a, workers: 4 }`");
            return Optional.empty();
        }
        if (!names.add(text(name))) {
            error(
                    ClusterCodes.HOSTS,
                    span(name),
                    "two hosts are called `" + text(name) + "`",
                    "give each host a name of its own");
        }
        address(text(name), entries.get("address"));
        long memory = 0;
        Node memoryNode = entries.get("memory");
        if (memoryNode != null) {
            OptionalLong bytes = Quantity.bytes(text(memoryNode));
            if (bytes.isEmpty()) {
                value("memory", memoryNode, "a size such as `8GiB`", ScalarType.SIZE);
            }
            memory = bytes.orElse(0);
        }
        List<String> labels = new ArrayList<>();
        items(entries.get("labels")).forEach(label -> labels.add(text(label)));
        List<Double> speeds = speeds(node, entries);
        Link disk = link(entries.get("disk"), "a disk", Host.ORDINARY_DISK);
        return speeds.isEmpty() ? Optional.empty() : Optional.of(new Host(text(name), speeds, memory, labels, disk));
    }

    private void address(String host, @Nullable Node node) {
        if (node == null) {
            return;
        }
        try {
            addresses.put(host, HostAddress.parse(text(node)));
        } catch (IllegalArgumentException none) {
            error(
                    ClusterCodes.HOSTS,
                    span(node),
                    String.valueOf(none.getMessage()),
                    "write `address: \"10.0.0.5:" + HostAddress.PORT + "\"`");
        }
    }

    private List<Double> speeds(Node host, Map<String, Node> entries) {
        Node each = entries.get("speeds");
        if (each != null) {
            List<Double> speeds = new ArrayList<>();
            items(each).forEach(node -> speeds.add(positive(node)));
            if (speeds.isEmpty()) {
                error(
                        ClusterCodes.HOSTS,
                        span(each),
                        "a host needs at least one worker",
                        "write `speeds: [1.0, 1.0]`, one speed for each worker");
            }
            return speeds;
        }
        double speed = entries.containsKey("speed") ? positive(entries.get("speed")) : 1;
        Node count = entries.get("workers");
        if (count == null) {
            error(
                    ClusterCodes.HOSTS,
                    span(host),
                    "a host needs `workers`, a number, or `speeds`, one for each worker",
                    "write `workers: 4`");
            return List.of();
        }
        String digits = text(count);
        if (!digits.matches("[0-9]{1,6}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > MOST_WORKERS) {
            value("workers", count, "a number of workers from 1 to " + MOST_WORKERS, ScalarType.INT);
            return List.of();
        }
        return Collections.nCopies(Integer.parseInt(digits), speed);
    }

    private Link link(@Nullable Node node, String what, Link otherwise) {
        if (node == null) {
            return otherwise;
        }
        Map<String, Node> entries = map(node, what, List.of("latency", "bandwidth"));
        double latency = otherwise.latency();
        double bandwidth = otherwise.bandwidth();
        Node latencyNode = entries.get("latency");
        if (latencyNode != null) {
            OptionalDouble seconds = Quantity.seconds(text(latencyNode));
            if (seconds.isEmpty()) {
                value("latency", latencyNode, "a duration such as `100us`", ScalarType.DURATION);
            }
            latency = seconds.orElse(latency);
        }
        Node bandwidthNode = entries.get("bandwidth");
        if (bandwidthNode != null) {
            String rate = text(bandwidthNode);
            OptionalLong bytes =
                    rate.endsWith("/s") ? Quantity.bytes(rate.substring(0, rate.length() - 2)) : OptionalLong.empty();
            if (bytes.isEmpty() || bytes.getAsLong() == 0) {
                value("bandwidth", bandwidthNode, "a size per second such as `1.25GB/s`", ScalarType.FLOAT);
            } else {
                bandwidth = bytes.getAsLong();
            }
        }
        return new Link(latency, bandwidth);
    }

    private double positive(@Nullable Node node) {
        if (node != null) {
            try {
                double number = Double.parseDouble(text(node));
                if (number > 0 && !Double.isInfinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below, as for numbers out of range
            }
            value("speed", node, "a positive number", ScalarType.FLOAT);
        }
        return 1;
    }

    private Map<String, Node> map(Node node, String what, List<String> keys) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            error(
                    ClusterCodes.VALUE,
                    span(node),
                    what + " is a map with " + String.join(", ", keys),
                    "write `{ " + keys.get(0) + ": ... }`");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode());
            if (keys.contains(key)) {
                entries.put(key, tuple.getValueNode());
            } else {
                diagnostics.add(Spelling.suggest(
                                Diagnostic.error(
                                        ClusterCodes.UNKNOWN_KEY,
                                        span(tuple.getKeyNode()),
                                        what + " has no `" + key + "`"),
                                key,
                                keys)
                        .withHelp("it may have " + String.join(", ", keys)));
            }
        }
        return entries;
    }

    private static List<Node> items(@Nullable Node node) {
        if (node == null) {
            return List.of();
        }
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private void value(String key, Node node, String expected, ScalarType type) {
        Diagnostic diagnostic = wrongValue(key, node, expected);
        diagnostics.add(
                WrittenValues.mended(text(node), type).map(diagnostic::withHelp).orElse(diagnostic));
    }

    private Diagnostic wrongValue(String key, Node node, String expected) {
        return Diagnostic.error(
                        ClusterCodes.VALUE,
                        span(node),
                        node instanceof ScalarNode
                                ? "`" + text(node) + "` is no value for `" + key + "`"
                                : "`" + key + "` takes one value")
                .withLabel("expected " + expected);
    }

    private void error(DiagnosticCode code, Span span, String message, String help) {
        diagnostics.add(Diagnostic.error(code, span, message).withHelp(help));
    }

    private Span whole() {
        return new Span(source, 0, Math.min(1, source.text().length()));
    }

    private Span span(Node node) {
        return at(node.getStartMark(), node.getEndMark());
    }

    /** YAML counts code points, a span UTF-16 units. */
    private Span at(Mark from, Mark to) {
        int start = source.text().offsetByCodePoints(0, from.getIndex());
        int end = source.text().offsetByCodePoints(0, to.getIndex());
        return new Span(source, start, Math.max(start, end));
    }
}
