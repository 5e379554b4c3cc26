package dev.anabranch.driver.calibrate;

import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.type.Quantity;
import java.io.StringReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A cluster file with what was measured in the place of what it said, and comments of what was measured when. Every other
 * character stays where it is.
 */
public final class CalibratedFile {
    /** What our own comments begin with, so that those of an earlier calibration go. */
    private static final String MARK = "# calibrated ";

    private static final Set<String> WORKERS = Set.of("workers", "speed", "speeds");

    private final String source;
    private final Figures figures;
    private final String when;
    private final EditedText text;
    /** Of what does not begin a line. */
    private final List<String> above = new ArrayList<>();

    private CalibratedFile(String source, Figures figures, Instant when) {
        this.source = source;
        this.figures = figures;
        this.when = when.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
        this.text = new EditedText(source);
    }

    /** Whether a file's text can be changed where it stands: that of one whose values are references to others cannot. */
    public static boolean canBeChanged(SourceText source) {
        return StreamSupport.stream(
                        new Yaml(new LoaderOptions())
                                .parse(new StringReader(source.text()))
                                .spliterator(),
                        false)
                .noneMatch(AliasEvent.class::isInstance);
    }

    /**
     * The text of a file.
     *
     * @param source a cluster file without mistakes that can be changed
     * @param figures what was measured of its hosts
     * @param when it was measured
     */
    public static String text(SourceText source, Figures figures, Instant when) {
        String others = source.text()
                .lines()
                .filter(line -> !line.strip().startsWith(MARK))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        CalibratedFile file = new CalibratedFile(others, figures, when);
        file.change((MappingNode) new Yaml(new LoaderOptions()).compose(new StringReader(others)));
        return String.join("", file.above) + file.text.text();
    }

    /** What such a file says; that it can be read is ours to see to. */
    public static DescribedCluster read(String name, String text) {
        Checked<DescribedCluster> read = ClusterFile.describe(SourceText.of(name, text));
        return read.value()
                .orElseThrow(() -> new IllegalStateException(
                        "a calibrated cluster file cannot be read: " + read.diagnostics() + "\n" + text));
    }

    private void change(MappingNode root) {
        SequenceNode hosts = (SequenceNode) value(root, "hosts").orElseThrow();
        hosts.getValue().forEach(host -> changeHost((MappingNode) host));
        if (figures.sameHost().isEmpty() && figures.otherHost().isEmpty()) {
            return;
        }
        Optional<Node> links = value(root, "links");
        if (links.isPresent() && !((MappingNode) links.get()).getValue().isEmpty()) {
            MappingNode map = (MappingNode) links.get();
            figures.sameHost().ifPresent(measured -> put(map, "same_host", "workers of a host", measured));
            figures.otherHost().ifPresent(measured -> put(map, "other_host", "hosts", measured));
        } else if (links.isPresent()) {
            text.replace(start(links.get()), end(links.get()), newLinks());
        } else if (root.getFlowStyle() == FlowStyle.FLOW) {
            text.insert(end(hosts), ", links: " + newLinks());
        } else {
            StringBuilder lines = new StringBuilder("links:\n");
            figures.sameHost()
                    .ifPresent(measured -> lines.append("  " + comment("workers of a host", measured) + "\n")
                            .append("  same_host: " + link(measured.link()) + "\n"));
            figures.otherHost()
                    .ifPresent(measured -> lines.append("  " + comment("hosts", measured) + "\n")
                            .append("  other_host: " + link(measured.link()) + "\n"));
            text.insert(text.lineEnd(end(hosts)), lines.toString());
        }
    }

    /** In one line, with their comments above all. */
    private String newLinks() {
        List<String> links = new ArrayList<>();
        figures.sameHost().ifPresent(measured -> {
            above.add(comment("workers of a host", measured) + "\n");
            links.add("same_host: " + link(measured.link()));
        });
        figures.otherHost().ifPresent(measured -> {
            above.add(comment("hosts", measured) + "\n");
            links.add("other_host: " + link(measured.link()));
        });
        return "{ " + String.join(", ", links) + " }";
    }

    private void changeHost(MappingNode host) {
        String name = ((ScalarNode) value(host, "name").orElseThrow()).getValue();
        HostFigures measured = figures.hosts().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        boolean flow = host.getFlowStyle() == FlowStyle.FLOW;
        List<String> found = new ArrayList<>(speeds(measured));
        Optional<Node> disk = value(host, "disk");
        if (disk.isPresent()) {
            text.replace(start(disk.get()), end(disk.get()), link(measured.disk()));
        } else {
            found.add("disk: " + link(measured.disk()));
        }
        boolean stands = false;
        int endOfLast = 0;
        for (NodeTuple entry : host.getValue()) {
            int start = start(entry.getKeyNode());
            int end = end(entry.getValueNode());
            if (WORKERS.contains(((ScalarNode) entry.getKeyNode()).getValue())) {
                if (!stands) {
                    text.replace(start, end, String.join(flow ? ", " : "\n" + indent(start), found));
                } else if (flow) {
                    text.replace(endOfLast, end, "");
                } else {
                    text.removeLines(start, end);
                }
                stands = true;
            }
            endOfLast = end;
        }
        comment(
                host,
                "host " + name + ": kernel " + Quantity.showSeconds(Quantile.median(measured.kernelSeconds()))
                        + ", memory copied at " + WrittenQuantity.perSecond(measured.memoryBandwidth())
                        + ", a task costs " + Quantity.showSeconds(measured.taskSeconds()) + ", files up to "
                        + worst(measured.disk(), measured.files()));
    }

    private List<String> speeds(HostFigures measured) {
        List<Double> speeds = figures.speeds(measured);
        return speeds.stream().distinct().count() == 1
                ? List.of("workers: " + speeds.size(), "speed: " + speeds.get(0))
                : List.of("speeds: " + speeds);
    }

    private void put(MappingNode links, String kind, String between, LinkFigures measured) {
        Optional<Node> old = value(links, kind);
        if (old.isPresent()) {
            text.replace(start(old.get()), end(old.get()), link(measured.link()));
            Node key = links.getValue().stream()
                    .map(NodeTuple::getKeyNode)
                    .filter(each -> ((ScalarNode) each).getValue().equals(kind))
                    .findFirst()
                    .orElseThrow();
            comment(key, betweenAll(between, measured));
            return;
        }
        NodeTuple last = links.getValue().get(links.getValue().size() - 1);
        String entry = kind + ": " + link(measured.link());
        if (links.getFlowStyle() == FlowStyle.FLOW) {
            above.add(comment(between, measured) + "\n");
            text.insert(end(last.getValueNode()), ", " + entry);
        } else {
            String indent = indent(start(last.getKeyNode()));
            text.insert(
                    text.lineEnd(end(last.getValueNode())),
                    indent + comment(between, measured) + "\n" + indent + entry + "\n");
        }
    }

    private String comment(String between, LinkFigures measured) {
        return MARK + when + " " + betweenAll(between, measured);
    }

    private static String betweenAll(String between, LinkFigures measured) {
        int pairs = measured.pairs().size();
        return (pairs == 1 ? "a pair of " : pairs + " pairs of ") + between + ": blocks up to "
                + worst(measured.link(), measured.typical());
    }

    /** The largest size, and how far the prediction is off in the worst case. */
    private static String worst(Link link, List<TransferSample> samples) {
        long most = samples.stream().mapToLong(TransferSample::bytes).max().orElseThrow();
        return Quantity.showBytes(most)
                + String.format(Locale.ROOT, ", predictions within %.0f %%", 100 * LinkFit.worst(link, samples));
    }

    /** Above the line of a node if it begins that line, else above all. */
    private void comment(Node node, String said) {
        String before = text.before(start(node));
        String line = MARK + when + " " + said + "\n";
        if (before.matches("\\s*(- +)?")) {
            text.insert(text.lineStart(start(node)), before.replaceFirst("- +$", "") + line);
        } else {
            above.add(line);
        }
    }

    /** As far to the right as what stands at a place. */
    private String indent(int at) {
        return " ".repeat(text.before(at).length());
    }

    private static Optional<Node> value(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    /** YAML counts code points. */
    private int start(Node node) {
        return source.offsetByCodePoints(0, node.getStartMark().getIndex());
    }

    /** A block ends with its last entry; the reader sees its end only where the next thing begins. */
    private int end(Node node) {
        if (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.BLOCK
                && !collection.getValue().isEmpty()) {
            Object last = collection.getValue().get(collection.getValue().size() - 1);
            return end(last instanceof NodeTuple entry ? entry.getValueNode() : (Node) last);
        }
        return source.offsetByCodePoints(0, node.getEndMark().getIndex());
    }

    private static String link(Link link) {
        return "{ latency: " + WrittenQuantity.seconds(link.latency()) + ", bandwidth: "
                + WrittenQuantity.perSecond(link.bandwidth()) + " }";
    }
}
