package dev.anabranch.driver;

import dev.anabranch.compiler.plan.PlaceCheckpoints;
import dev.anabranch.compiler.profile.MeasuredCosts;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanDecisions;
import dev.anabranch.model.plan.PlanFamilies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What a plan's annotations ask for and the runtime does not do yet, and which measurements of its profile are out of date,
 * each in one sentence for a person.
 */
public final class PlanNotes {
    private PlanNotes() {}

    /** All notes on a plan. */
    public static List<String> of(Plan plan) {
        List<String> notes = new ArrayList<>(of(plan.families()));
        PlanDecisions decisions = plan.decisions();
        for (int row = 0; row < decisions.pass().length; row++) {
            if (decisions.pass()[row].equals(MeasuredCosts.STALE)) {
                notes.add("the profile is out of date: " + decisions.reason()[row]);
            }
            if (decisions.pass()[row].equals(PlaceCheckpoints.NAME)
                    && decisions.reason()[row].startsWith(PlaceCheckpoints.NOT_KEPT)) {
                notes.add("@checkpoint of `" + decisions.subject()[row] + "`: "
                        + decisions.reason()[row]);
            }
        }
        return notes;
    }

    /** The notes on families whose tasks run; empty if everything is done that was asked for. */
    private static List<String> of(PlanFamilies families) {
        List<String> notes = new ArrayList<>();
        add(
                notes,
                families,
                row -> families.gpus()[row] > 0,
                "@gpu",
                "GPUs are not counted yet; tasks run on hosts labelled `gpu` and may share what is there");
        return notes;
    }

    private static void add(
            List<String> notes, PlanFamilies families, IntPredicate asks, String annotation, String what) {
        List<String> names = new ArrayList<>();
        for (int row = 0; row < families.name().length; row++) {
            String name = "`" + families.name()[row] + "`";
            if (families.tasks()[row] > 0 && asks.test(row) && !names.contains(name)) {
                names.add(name);
            }
        }
        if (!names.isEmpty()) {
            notes.add(annotation + " of " + String.join(", ", names) + ": " + what);
        }
    }
}
