package dev.anabranch.testkit;

import dev.anabranch.model.graph.Argument;
import dev.anabranch.model.graph.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A graph without regularity: every task is a family of its own and reads some of the datasets before it, singly, in
 * lists or in maps. Few different names and values, so that some tasks are equal; some have several outputs, some an
 * effect, some are random, some demand the label {@value #LABEL} or GPUs, some memory, some datasets are kept.
 */
final class LayeredGraph {
    /** A label that every cluster of {@link Clusters} has. */
    static final String LABEL = "gpu";

    private final Random random;
    private final GraphBuilder flow = new GraphBuilder("layered");
    private final List<Integer> datasets = new ArrayList<>();

    LayeredGraph(long seed) {
        this.random = new Random(seed);
    }

    TaskGraph build(int tasks) {
        for (int number = 0; number < tasks; number++) {
            add(number, number == tasks - 1);
        }
        return flow.build();
    }

    private void add(int number, boolean last) {
        boolean effect = chance(0.1);
        boolean randomly = chance(0.1);
        int outputs = effect ? 0 : chance(0.2) ? 2 : 1;
        String task = (effect ? "effect" + number : "task" + random.nextInt(3)) + (randomly ? "r" : "") + outputs;
        CallBuilder call = flow.call(task);
        if (chance(0.5) || datasets.isEmpty()) {
            call.value(GraphBuilder.number(random.nextInt(2)));
        }
        for (int argument = random.nextInt(3); argument > 0 && !datasets.isEmpty(); argument--) {
            call.argument(argument());
        }
        for (int output = 0; output < outputs; output++) {
            String name = "x" + number + (outputs == 1 ? "" : output == 0 ? "a" : "b");
            int array = number % 5 == 4 ? flow.objects(name) : flow.array(name);
            call.makes(array);
            datasets.add(array);
            if (chance(0.2) || last) {
                flow.publish(array);
            }
        }
        if (effect) {
            call.effect();
        }
        if (randomly) {
            call.random();
        }
        if (chance(0.1)) {
            call.on(LABEL);
        }
        if (chance(0.1)) {
            call.memory(1 << 20);
        }
        if (chance(0.1)) {
            call.keep();
        }
        if (chance(0.1)) {
            call.gpus(1);
        }
    }

    private Argument argument() {
        switch (random.nextInt(5)) {
            case 0 -> {
                return new Argument.ListOf(List.of(read(), read()));
            }
            case 1 -> {
                return new Argument.Named(List.of(Map.entry("k" + random.nextInt(2), read())));
            }
            case 2 -> {
                return new Argument.ReadIfDefined(read(), new Argument.Absent());
            }
            default -> {
                return read();
            }
        }
    }

    /** Recent datasets more often, so that chains come about. */
    private Argument.Read read() {
        int back = chance(0.6) ? random.nextInt(Math.min(3, datasets.size())) : random.nextInt(datasets.size());
        return new Argument.Read(datasets.get(datasets.size() - 1 - back), List.of());
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
