package dev.anabranch.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.dsl.Parser;
import dev.anabranch.model.diagnostic.SourceText;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** What the arbitrary flows are like. */
class FlowsTest {
    private static final RandomGenerator<GeneratedFlow> FLOWS = Flows.any().generator(1000);

    private static int statements(GeneratedFlow flow) {
        return Parser.parseWithErrors(SourceText.of("test.flow", flow.text()))
                .tree()
                .statements()
                .size();
    }

    @Example
    void noFeatureIsForgotten() {
        Set<Feature> seen = EnumSet.noneOf(Feature.class);
        for (int seed = 0; seed < 1000; seed++) {
            seen.addAll(Flows.of(FlowRecipe.random(seed)).features());
        }
        assertThat(seen).isEqualTo(EnumSet.allOf(Feature.class));
    }

    @Example
    void noMistakeIsForgotten() {
        Set<Mistake> made = EnumSet.noneOf(Mistake.class);
        for (int wish = 0; wish < 4 * Mistake.values().length; wish++) {
            made.add(Flows.wrong(FlowRecipe.random(wish), List.of(wish, 1, 1)).mistake());
        }
        assertThat(made).isEqualTo(EnumSet.allOf(Mistake.class));
    }

    @Example
    void equalSeedsGiveEqualFlows() {
        assertThat(Flows.of(FlowRecipe.random(7))).isEqualTo(Flows.of(FlowRecipe.random(7)));
    }

    /** What has nothing to do with a failure goes, whatever stands between; a flow that is used may be where it is. */
    @Example
    void flowsShrinkToTheStatementsThatMatter() {
        for (Feature feature : List.of(Feature.GENERATOR, Feature.RECURRENCE, Feature.OPERATOR, Feature.METADATA)) {
            GeneratedFlow small = shrunk(flow -> flow.features().contains(feature));
            assertThat(statements(small)).as(small.text()).isLessThanOrEqualTo(8);
            assertThat(small.comments()).as(small.text()).isZero();
        }
    }

    private static GeneratedFlow shrunk(Predicate<GeneratedFlow> fails) {
        Random random = new Random(42);
        Shrinkable<GeneratedFlow> found = IntStream.range(0, 10_000)
                .mapToObj(i -> FLOWS.next(random))
                .filter(flow -> fails.test(flow.value()) && statements(flow.value()) > 10)
                .findFirst()
                .orElseThrow();
        Optional<Shrinkable<GeneratedFlow>> smaller = Optional.of(found);
        while (smaller.isPresent()) {
            found = smaller.get();
            Shrinkable<GeneratedFlow> now = found;
            smaller = now.shrink()
                    .filter(candidate -> candidate.distance().compareTo(now.distance()) < 0)
                    .filter(candidate -> fails.test(candidate.value()))
                    .findFirst();
        }
        return found.value();
    }
}
