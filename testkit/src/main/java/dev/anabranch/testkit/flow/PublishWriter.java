package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Adds a publish statement to a flow. */
final class PublishWriter {
    private static final List<String> KEYS = List.of("step_id", "units", "by", "flow");

    private final Draft draft;
    private final Choices choices;
    private final List<DraftArray> plainly;

    /** @param plainly arrays that are published under their own names already */
    PublishWriter(Draft draft, Choices choices, List<DraftArray> plainly) {
        this.draft = draft;
        this.choices = choices;
        this.plainly = plainly;
    }

    void write(int number) {
        List<DraftArray> arrays = draft.arrays();
        if (arrays.isEmpty()) {
            return;
        }
        if (choices.below(3) == 0) {
            plain();
            return;
        }
        DraftArray array = choices.of(arrays);
        List<String> binders = new ArrayList<>();
        String dataset = selection(array, binders);
        draft.use(Feature.PUBLISHED_NAME);
        StringBuilder name = new StringBuilder("p" + number);
        boolean named = choices.below(3) < 2;
        for (int i = 0; i < binders.size() && named; i++) {
            name.append(choices.of("/", "_", " "))
                    .append('{')
                    .append(binders.get(i))
                    .append('}');
        }
        draft.add("publish " + dataset + " as \"" + name + "\"" + metadata(binders));
    }

    /** Under their own names; each array once. */
    private void plain() {
        List<String> names = new ArrayList<>();
        for (int i = choices.below(3); i >= 0; i--) {
            DraftArray array = choices.of(draft.arrays());
            if (!plainly.contains(array)) {
                plainly.add(array);
                names.add(array.name());
                draft.published().add(array.defined().size());
            }
        }
        if (names.isEmpty()) {
            return;
        }
        if (names.size() > 1) {
            draft.use(Feature.SEVERAL_PUBLISHED);
        }
        draft.add("publish " + String.join(", ", names) + metadata(List.of()));
    }

    private String selection(DraftArray array, List<String> binders) {
        List<Object> anchor = choices.of(List.copyOf(array.defined()));
        List<String> indices = new ArrayList<>();
        List<Predicate<List<Object>>> tests = new ArrayList<>();
        for (int i = 0; i < array.rank(); i++) {
            int place = i;
            if (choices.oneIn(3)) {
                draft.use(Feature.SELECTION);
                Object fixed = anchor.get(i);
                indices.add(DatasetWriter.constant(fixed).text());
                tests.add(at -> at.get(place).equals(fixed));
            } else if (i > 0 && choices.oneIn(3) && follows(array, i, indices.get(0), binders)) {
                draft.use(Feature.COMPUTED_SELECTION);
                long distance = (Long) anchor.get(i) - (Long) anchor.get(0);
                indices.add(indices.get(0) + (distance < 0 ? " - " : " + ") + Math.abs(distance));
                tests.add(at -> at.get(place).equals((Long) at.get(0) + distance));
            } else {
                String binder = choices.of("m", "s", "k") + i;
                binders.add(binder);
                indices.add(binder);
                tests.add(at -> true);
            }
        }
        long selected = array.defined().stream()
                .filter(at -> tests.stream().allMatch(test -> test.test(at)))
                .count();
        draft.published().add((int) selected);
        return indices.isEmpty() ? array.name() : array.name() + "[" + String.join(", ", indices) + "]";
    }

    /** Whether an index can be computed from the first, which must be a name and a number. */
    private static boolean follows(DraftArray array, int index, String first, List<String> binders) {
        return binders.contains(first) && !array.isText(0) && !array.isText(index);
    }

    private String metadata(List<String> binders) {
        if (choices.below(2) == 0) {
            return "";
        }
        draft.use(Feature.METADATA);
        List<String> entries = new ArrayList<>();
        PlainWriter plain = new PlainWriter(choices);
        Scope scope = Scope.ofConstants(draft);
        for (int i = choices.below(KEYS.size()); i >= 0; i--) {
            boolean binder = !binders.isEmpty() && choices.below(2) == 0;
            ScalarType type = choices.of(
                    ScalarType.STRING, ScalarType.INT, ScalarType.FLOAT, ScalarType.BOOL, ScalarType.DURATION);
            entries.add(KEYS.get(i) + ": "
                    + (binder
                            ? choices.of(binders)
                            : plain.value(type, scope, 1).text()));
        }
        return " with { " + String.join(", ", entries) + choices.of("", ",") + " }";
    }
}
