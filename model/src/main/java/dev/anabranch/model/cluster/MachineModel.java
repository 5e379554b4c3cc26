package dev.anabranch.model.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How transfers between hosts behave. */
public enum MachineModel {
    /** They start when their producer finishes, are unlimited in number and do not slow each other. */
    CONTENTION_FREE,

    /** Each host sends at most one at a time, and receives at most one; one copy of a dataset goes to each host. */
    ONE_PORT;

    /** As the command line and cluster files write it: {@code contention-free}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The model of a label. */
    public static Optional<MachineModel> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(model -> model.label().equals(label))
                .findFirst();
    }

    /** What may be written. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(MachineModel::label).toList();
    }
}
