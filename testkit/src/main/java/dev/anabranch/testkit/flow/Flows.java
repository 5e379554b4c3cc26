package dev.anabranch.testkit.flow;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * Arbitrary flows as texts. They are right by construction: names are declared, types fit, every dataset that is read is
 * defined, none twice and none by way of itself. They shrink to flows with fewer and plainer statements.
 */
public final class Flows {
    private Flows() {}

    /** Flows that make use of everything the language has, now and then very large ones. */
    public static Arbitrary<GeneratedFlow> any() {
        return recipes().map(FlowWriter::write);
    }

    /** Flows that are right but for one mistake at their end. */
    public static Arbitrary<WrongFlow> wrong() {
        return Combinators.combine(recipes(), numbers(8)).as(FlowWriter::wrong).withoutEdgeCases();
    }

    /** The flow of a recipe with a mistake. */
    public static WrongFlow wrong(FlowRecipe recipe, List<Integer> wish) {
        return FlowWriter.wrong(recipe, wish);
    }

    /** The flow of a recipe. */
    public static GeneratedFlow of(FlowRecipe recipe) {
        return FlowWriter.write(recipe);
    }

    private static Arbitrary<FlowRecipe> recipes() {
        return Combinators.combine(
                        numbers(10),
                        lists(12, FlowRecipe.MOST_DECLARATIONS),
                        lists(FlowRecipe.LONGEST, FlowRecipe.MOST_EQUATIONS),
                        lists(FlowRecipe.LONGEST_USE, FlowRecipe.MOST_USES),
                        lists(16, FlowRecipe.MOST_PUBLICATIONS),
                        numbers(2 * FlowRecipe.LONGEST))
                .as(FlowRecipe::new)
                .withoutEdgeCases();
    }

    private static Arbitrary<List<Integer>> numbers(int most) {
        return Arbitraries.integers()
                .between(0, FlowRecipe.LARGEST)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .list()
                .ofMaxSize(most);
    }

    private static Arbitrary<List<List<Integer>>> lists(int longest, int most) {
        return numbers(longest).list().ofMaxSize(most);
    }
}
