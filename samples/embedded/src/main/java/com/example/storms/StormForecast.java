package com.example.storms;

import dev.anabranch.runtime.FlowRunner;
import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.output.InMemoryOutputs;
import flows.storms.Storms;
import java.util.SortedMap;
import java.util.TreeMap;

/** The flow {@code storms} as the rest of the application sees it. */
public final class StormForecast {
    private final FlowRunner flow = FlowRunner.of(new Storms());

    /** Runs the forecast: the number of warnings by hour from now. */
    public SortedMap<Integer, Long> warningsByHour() {
        try (InMemoryOutputs outputs = new InMemoryOutputs()) {
            flow.run(RunOptions.defaults().withOutputs(outputs));
            SortedMap<Integer, Long> warnings = new TreeMap<>();
            for (int hour = 6; hour <= 72; hour += 6) {
                Object value = outputs.value("storms/warnings", "{\"hour\":" + hour + "}")
                        .orElseThrow();
                warnings.put(hour, (Long) value);
            }
            return warnings;
        }
    }
}
