package dev.anabranch.benchmarks.scheduling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.cluster.Host;
import dev.anabranch.model.cluster.Link;
import dev.anabranch.model.cluster.MachineModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makespans that others reached on published workflows, and the clusters they reached them on. */
final class Anchors {
    private final JsonNode contentionFree;
    private final JsonNode onePort;

    Anchors(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        contentionFree = json.readTree(folder.resolve("anchors_public.json").toFile());
        onePort = json.readTree(folder.resolve("oneport_public.json").toFile());
    }

    /**
     * One workflow on one cluster at one ratio of communication to computation.
     *
     * @param list the best of the list schedulers, in seconds
     * @param best the best known, in seconds
     */
    record Case(String workflow, String cluster, String ratio, double list, double best) {
        @Override
        public String toString() {
            return workflow + " " + cluster + " " + ratio;
        }
    }

    /** The cases of a machine model; with one port the best of the list schedulers is also the best known. */
    List<Case> cases(MachineModel model, boolean duplication) {
        List<Case> cases = new ArrayList<>();
        JsonNode source = model == MachineModel.ONE_PORT ? onePort : contentionFree;
        for (Map.Entry<String, JsonNode> workflow : source.path("public").properties()) {
            JsonNode clusters = model == MachineModel.ONE_PORT
                    ? workflow.getValue()
                    : workflow.getValue().path("cases");
            for (Map.Entry<String, JsonNode> cluster : clusters.properties()) {
                for (Map.Entry<String, JsonNode> ratio : cluster.getValue().properties()) {
                    JsonNode figures = ratio.getValue();
                    double best = figures.path("best").asDouble();
                    cases.add(new Case(
                            workflow.getKey(),
                            cluster.getKey(),
                            ratio.getKey(),
                            model == MachineModel.ONE_PORT
                                    ? best
                                    : figures.path("best_list").asDouble(),
                            duplication ? figures.path("best_dup").asDouble(best) : best));
                }
            }
        }
        return cases;
    }

    Cluster cluster(String name, MachineModel model) {
        JsonNode cluster = contentionFree.path("clusters").path(name);
        List<Host> hosts = new ArrayList<>();
        int workers = cluster.path("host").size();
        for (int worker = 0; worker < workers; ) {
            int host = cluster.path("host").get(worker).asInt();
            List<Double> speeds = new ArrayList<>();
            for (; worker < workers && cluster.path("host").get(worker).asInt() == host; worker++) {
                speeds.add(cluster.path("speed").get(worker).asDouble());
            }
            hosts.add(new Host("h" + host, speeds, 0, List.of()));
        }
        return Cluster.of(hosts, link("same_host"), link("other_host")).withModel(model);
    }

    private Link link(String kind) {
        JsonNode link = contentionFree.path("links").path(kind);
        return new Link(
                link.path("latency_s").asDouble(), link.path("bandwidth_Bps").asDouble());
    }
}
