package dev.anabranch.testkit;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the world sees of a run: two runs of one flow must be equal in this.
 *
 * @param published for each published dataset, by name and instance, its value
 * @param effects for each task with an effect, by instance, what it was called with; the sum of several of one name
 */
public record Observed(SortedMap<String, Long> published, SortedMap<String, Long> effects) {
    public Observed {
        published = Collections.unmodifiableSortedMap(new TreeMap<>(published));
        effects = Collections.unmodifiableSortedMap(new TreeMap<>(effects));
    }
}
