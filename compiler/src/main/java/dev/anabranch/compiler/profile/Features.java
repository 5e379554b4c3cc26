package dev.anabranch.compiler.profile;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.profile.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a family's tasks before they run and may decide what they cost: their coordinates, as far as these are
 * integers, how much they read, and how many datasets they hand over.
 */
final class Features {
    private final TaskFamily family;
    private final boolean coordinates;

    private Features(TaskFamily family, boolean coordinates) {
        this.family = family;
        this.coordinates = coordinates;
    }

    /** Those that tasks and measurements have in common: measurements may be of other indices than the family has now. */
    static Features of(TaskFamily family, List<Measurement> measurements) {
        Features all = new Features(family, true);
        boolean common = measurements.stream()
                .allMatch(m -> all.coordinates(m.instance()).isPresent());
        return new Features(family, common);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        if (coordinates) {
            family.axes().stream().filter(Features::isInteger).map(Axis::name).forEach(names::add);
        }
        names.addAll(List.of("datasets read", "bytes read", "datasets made"));
        return names;
    }

    private static boolean isInteger(Axis axis) {
        return !(axis.domain() instanceof Domain.Texts);
    }

    double[] of(Measurement measurement) {
        return features(
                measurement.instance(),
                measurement.reads(),
                measurement.bytesRead(),
                measurement.bytes().size());
    }

    double[] features(String instance, int reads, long bytesRead, int made) {
        List<Double> values = new ArrayList<>();
        if (coordinates) {
            values.addAll(coordinates(instance).orElseThrow());
        }
        values.add((double) reads);
        values.add((double) bytesRead);
        values.add((double) made);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The coordinates on integer axes, read from an instance's name; empty if its indices are others. */
    private Optional<List<Double>> coordinates(String instance) {
        List<Double> found = new ArrayList<>();
        List<Axis> axes = family.axes();
        if (axes.isEmpty()) {
            return Optional.of(found);
        }
        int at = family.name().length() + 1;
        for (int i = 0; i < axes.size(); i++) {
            String label = axes.get(i).name() + ": ";
            String ending = i + 1 < axes.size() ? ", " + axes.get(i + 1).name() + ": " : "]";
            int end = i + 1 < axes.size() ? instance.indexOf(ending, at) : instance.length() - 1;
            if (!instance.startsWith(label, at) || end < at + label.length()) {
                return Optional.empty();
            }
            if (isInteger(axes.get(i))) {
                try {
                    found.add((double) Long.parseLong(instance.substring(at + label.length(), end)));
                } catch (NumberFormatException other) {
                    return Optional.empty();
                }
            }
            at = end + 2;
        }
        return Optional.of(found);
    }
}
