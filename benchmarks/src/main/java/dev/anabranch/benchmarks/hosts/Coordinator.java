package dev.anabranch.benchmarks.hosts;

import dev.anabranch.benchmarks.Checks;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.FlowRun;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.RunRequest;
import dev.anabranch.driver.RunSite;
import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.cluster.DescribedCluster;
import dev.anabranch.driver.hosts.KeyFolder;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Plans flows for the hosts of a {@link SlowNetwork} and runs them there. */
final class Coordinator {
    private static final ClassLoader TASKS = Coordinator.class.getClassLoader();

    private final Path folder;
    private final DescribedCluster described;

    /**
     * Of a program that runs where it reaches the hosts.
     *
     * @param arguments the folder with the hosts' keys, and the hosts as a cluster file has them
     * @param more of the cluster file
     */
    Coordinator(List<String> arguments, String more) {
        this.folder = Path.of(arguments.get(0));
        this.described = Checks.value(ClusterFile.describe(SourceText.of("cluster.yaml", arguments.get(1) + more)));
    }

    Cluster cluster() {
        return described.cluster();
    }

    PlannedFlow plan(String name, String text, Cluster cluster) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".flow"), text);
        return Checks.value(new FlowCompiler(TASKS, new PlanStore(folder.resolve("plans")))
                .plan(new FlowRequest(file, Map.of(), cluster)));
    }

    /** Runs a flow, and answers how many seconds it took. */
    double seconds(PlannedFlow planned) throws IOException {
        RunSite site = new RunSite.Hosts(described.addresses(), new KeyFolder(folder.resolve("keys")));
        RunRequest request = new RunRequest(
                        folder.resolve("outputs"), folder.resolve("trace"), OptionalLong.empty(), progress -> {})
                .at(site);
        return new FlowRun(TASKS).run(planned, request).report().wallSeconds();
    }
}
