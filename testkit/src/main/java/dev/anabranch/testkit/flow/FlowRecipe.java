package dev.anabranch.testkit.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The decisions behind a generated flow. Each statement has a list of its own, so that leaving one out leaves the others
 * much as they were.
 *
 * @param frame the header, libraries, and which extremes there are
 * @param declarations one list for each param and dim
 * @param equations one list for each equation, or a few that belong together
 * @param uses one list for each flow that is used
 * @param publications one list for each publish statement
 * @param layout comments, blanks and the order of statements
 */
public record FlowRecipe(
        List<Integer> frame,
        List<List<Integer>> declarations,
        List<List<Integer>> equations,
        List<List<Integer>> uses,
        List<List<Integer>> publications,
        List<Integer> layout) {
    static final int LARGEST = 0xFFFF;
    static final int MOST_DECLARATIONS = 8;
    static final int MOST_EQUATIONS = 10;
    static final int MOST_USES = 2;
    static final int MOST_PUBLICATIONS = 4;
    static final int LONGEST = 60;
    static final int LONGEST_USE = 160;

    public FlowRecipe {
        frame = List.copyOf(frame);
        declarations = declarations.stream().map(List::copyOf).toList();
        equations = equations.stream().map(List::copyOf).toList();
        uses = uses.stream().map(List::copyOf).toList();
        publications = publications.stream().map(List::copyOf).toList();
        layout = List.copyOf(layout);
    }

    /** A recipe for whoever has no engine that makes them; equal seeds, equal recipes. */
    public static FlowRecipe random(long seed) {
        Random random = new Random(seed);
        return new FlowRecipe(
                numbers(random, 10),
                lists(random, MOST_DECLARATIONS, 12),
                lists(random, MOST_EQUATIONS, LONGEST),
                lists(random, MOST_USES, LONGEST_USE),
                lists(random, MOST_PUBLICATIONS, 16),
                numbers(random, 2 * LONGEST));
    }

    private static List<Integer> numbers(Random random, int most) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            numbers.add(random.nextInt(LARGEST + 1));
        }
        return numbers;
    }

    private static List<List<Integer>> lists(Random random, int most, int longest) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            lists.add(numbers(random, longest));
        }
        return lists;
    }
}
