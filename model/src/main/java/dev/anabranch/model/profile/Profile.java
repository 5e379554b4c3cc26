package dev.anabranch.model.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * What runs of a flow measured: the time of each task and the sizes of its outputs.
 *
 * @param flow the flow's name
 * @param families those measured last come last; one name may stand there with several meanings, since params, the
 *     flow or its tasks may have changed between two runs
 */
public record Profile(String flow, List<MeasuredFamily> families) {
    /** So many meanings are remembered of each equation that a name has. */
    public static final int MEANINGS = 4;

    public Profile {
        families = List.copyOf(families);
    }

    /** This and what a later run measured. */
    public Profile and(Profile later) {
        List<MeasuredFamily> all = new ArrayList<>(families);
        for (MeasuredFamily family : later.families) {
            MeasuredFamily merged = family;
            for (MeasuredFamily known : families) {
                if (known.isSameAs(family)) {
                    merged = known.and(family);
                }
            }
            all.removeIf(family::isSameAs);
            all.add(merged);
        }
        return new Profile(later.flow, withoutOldest(all, later));
    }

    private static List<MeasuredFamily> withoutOldest(List<MeasuredFamily> families, Profile later) {
        List<MeasuredFamily> kept = new ArrayList<>();
        for (int i = 0; i < families.size(); i++) {
            String name = families.get(i).name();
            long newer = named(name, families.subList(i + 1, families.size()));
            if (newer < MEANINGS * Math.max(1, named(name, later.families))) {
                kept.add(families.get(i));
            }
        }
        return kept;
    }

    private static long named(String name, List<MeasuredFamily> families) {
        return families.stream().filter(family -> family.name().equals(name)).count();
    }
}
