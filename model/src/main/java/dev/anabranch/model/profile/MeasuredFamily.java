package dev.anabranch.model.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs measured of the tasks of one family.
 *
 * @param name the array that it defines, or the first of several
 * @param code hash of the task that it calls
 * @param meaning hash of what it does
 * @param measurements one for each instance
 */
public record MeasuredFamily(String name, String code, String meaning, List<Measurement> measurements) {
    public MeasuredFamily {
        measurements = List.copyOf(measurements);
    }

    /** Whether both measure the same. */
    boolean isSameAs(MeasuredFamily other) {
        return name.equals(other.name) && meaning.equals(other.meaning);
    }

    /** This and what a later run measured of the same. */
    MeasuredFamily and(MeasuredFamily later) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        measurements.forEach(measurement -> all.put(measurement.instance(), measurement));
        later.measurements.forEach(measurement -> all.merge(measurement.instance(), measurement, Measurement::and));
        return new MeasuredFamily(name, code, meaning, new ArrayList<>(all.values()));
    }
}
