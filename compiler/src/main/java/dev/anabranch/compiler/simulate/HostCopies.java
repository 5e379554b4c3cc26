package dev.anabranch.compiler.simulate;

import dev.anabranch.compiler.analyse.Dag;
import dev.anabranch.compiler.schedule.problem.Problem;
import dev.anabranch.compiler.schedule.problem.WorkerOrders;
import dev.anabranch.model.graph.IntRows;
import java.util.Arrays;

/**
 * Which messages must come to which other hosts, once each, where the workers of all tasks are known. Copies of a message
 * follow each other, by ascending host.
 */
final class HostCopies {
    /** For each message its first copy, then the number of copies. */
    final int[] first;
    /** For each copy the message. */
    final int[] message;
    /** For each copy the host that makes the message. */
    final int[] maker;
    /** For each copy the host that needs it. */
    final int[] to;
    /** For each copy how long a card is busy with it. */
    final double[] seconds;
    /** For each copy the places of its readers, one for each edge. */
    final IntRows readers;

    HostCopies(Problem problem, Messages messages, WorkerOrders orders) {
        Dag dag = problem.dag();
        int[] placeOf = new int[problem.tasks()];
        int[] hostAt = new int[orders.places()];
        for (int worker = 0; worker < orders.workers(); worker++) {
            for (int place = orders.first(worker); place < orders.first(worker + 1); place++) {
                placeOf[orders.task(place)] = place;
                hostAt[place] = problem.hostOf(worker);
            }
        }
        int hosts = problem.hosts();
        this.first = new int[messages.count() + 1];
        int room = Math.max(1, dag.edges());
        int[] copyOf = new int[room];
        int[] target = new int[room];
        int[] source = new int[room];
        double[] longest = new double[room];
        IntRows.Builder edgesOf = new IntRows.Builder();
        int count = 0;
        int[][] toHost = new int[hosts][4];
        int[] readersOf = new int[hosts];
        double[] longestTo = new double[hosts];
        for (int m = 0; m < messages.count(); m++) {
            int makes = hostAt[placeOf[dag.source(messages.edge(messages.firstEdge(m)))]];
            Arrays.fill(readersOf, 0);
            for (int i = messages.firstEdge(m); i < messages.firstEdge(m + 1); i++) {
                int edge = messages.edge(i);
                int reader = placeOf[dag.target(edge)];
                int host = hostAt[reader];
                if (host != makes) {
                    if (readersOf[host] == toHost[host].length) {
                        toHost[host] = Arrays.copyOf(toHost[host], readersOf[host] * 2);
                    }
                    longestTo[host] = Math.max(readersOf[host] == 0 ? 0 : longestTo[host], problem.far(edge));
                    toHost[host][readersOf[host]++] = reader;
                }
            }
            for (int host = 0; host < hosts; host++) {
                if (readersOf[host] > 0) {
                    copyOf[count] = m;
                    source[count] = makes;
                    target[count] = host;
                    longest[count++] = longestTo[host];
                    for (int i = 0; i < readersOf[host]; i++) {
                        edgesOf.add(toHost[host][i]);
                    }
                    edgesOf.endRow();
                }
            }
            first[m + 1] = count;
        }
        this.message = Arrays.copyOf(copyOf, count);
        this.maker = Arrays.copyOf(source, count);
        this.to = Arrays.copyOf(target, count);
        this.seconds = Arrays.copyOf(longest, count);
        this.readers = edgesOf.build();
    }

    int count() {
        return to.length;
    }
}
