package dev.anabranch.testkit.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The points of an equation: one for each combination of its dims' coordinates. */
final class Points {
    private Points() {}

    /** All of them; the last dim varies fastest. */
    static List<Map<String, Object>> of(List<DraftDim> dims) {
        List<Map<String, Object>> points = List.of(Map.of());
        for (DraftDim dim : dims) {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> point : points) {
                for (Object coordinate : dim.coordinates()) {
                    Map<String, Object> more = new HashMap<>(point);
                    more.put(dim.name(), coordinate);
                    longer.add(more);
                }
            }
            points = longer;
        }
        return points;
    }

    static List<Map<String, Object>> where(List<Map<String, Object>> points, Predicate<Map<String, Object>> holds) {
        return points.stream().filter(holds).toList();
    }

    static int count(List<DraftDim> dims) {
        int count = 1;
        for (DraftDim dim : dims) {
            count *= dim.size();
        }
        return count;
    }
}
