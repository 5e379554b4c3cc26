package dev.anabranch.compiler.plan;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Publication;
import dev.anabranch.model.graph.Scalar;
import dev.anabranch.model.graph.ScalarEvaluator;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.PlanPublications;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evaluates what goes to the output catalogue: statement by statement, slots ascending. */
final class PublicationRows {
    private final PlanPublications table;
    private final Map<Integer, List<Integer>> rowsOfSlot = new TreeMap<>();

    PublicationRows(TaskGraph graph) {
        IntColumn slots = new IntColumn();
        TextColumn names = new TextColumn();
        TextColumn indices = new TextColumn();
        TextColumn metadata = new TextColumn();
        for (Publication publication : graph.publications()) {
            DatasetArray array = graph.arrays().get(publication.array());
            for (int slot : publication.slots()) {
                int[] positions = array.positions(slot);
                ScalarEvaluator evaluator = new ScalarEvaluator(array.axes(), positions);
                rowsOfSlot.computeIfAbsent(slot, unused -> new ArrayList<>(1)).add(slots.size());
                slots.add(slot);
                names.add(evaluator.evaluate(publication.name()).toString());
                indices.add(index(array, positions));
                metadata.add(metadata(publication, evaluator));
            }
        }
        table = new PlanPublications(slots.toArray(), names.toArray(), indices.toArray(), metadata.toArray());
    }

    PlanPublications table() {
        return table;
    }

    /** The rows that publish a slot, ascending. */
    List<Integer> of(int slot) {
        return rowsOfSlot.getOrDefault(slot, List.of());
    }

    private static String metadata(Publication publication, ScalarEvaluator evaluator) {
        JsonText text = new JsonText();
        for (Map.Entry<String, Scalar> entry : publication.metadata()) {
            text.add(entry.getKey(), evaluator.evaluate(entry.getValue()));
        }
        return text.toString();
    }

    private static String index(DatasetArray array, int[] positions) {
        JsonText text = new JsonText();
        for (int i = 0; i < positions.length; i++) {
            Axis axis = array.axes().get(i);
            text.add(axis.name(), coordinate(axis.domain(), positions[i]));
        }
        return text.toString();
    }

    private static Object coordinate(Domain domain, int position) {
        return domain.accept(new Domain.Visitor<Object>() {
            @Override
            public Object regular(Domain.Regular regular) {
                return regular.value(position);
            }

            @Override
            public Object integers(Domain.Integers integers) {
                return integers.values().get(position);
            }

            @Override
            public Object texts(Domain.Texts texts) {
                return texts.values().get(position);
            }
        });
    }
}
