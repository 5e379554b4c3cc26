package dev.anabranch.testkit.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The points of an equation: one for each combination of its dims' coordinates. */
final class Points {
    private Points() {}

    /** All of them; the last dim varies fastest. */
    static List<Point> of(List<DraftDim> dims) {
        List<Point> points = List.of(Point.NOWHERE);
        for (DraftDim dim : dims) {
            List<Point> longer = new ArrayList<>();
            for (Point point : points) {
                for (Object coordinate : dim.coordinates()) {
                    longer.add(point.with(dim.name(), coordinate));
                }
            }
            points = longer;
        }
        return points;
    }

    static List<Point> where(List<Point> points, Predicate<Point> holds) {
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
