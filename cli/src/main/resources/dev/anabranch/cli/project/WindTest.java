package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.testkit.TestContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class WindTest {
    @Test
    void placesAboveTheLimitAreCounted() {
        try (TestContext task = new TestContext()) {
            assertEquals(2, Wind.places(task.vector(1, 5, 3, 7, Double.NaN), 3));
        }
    }

    /** A law instead of examples: jqwik looks for fields and limits that break it. */
    @Property
    void aHigherLimitHasNoMorePlaces(
            @ForAll double[] field, @ForAll double limit, @ForAll @DoubleRange(min = 0) double more) {
        try (TestContext task = new TestContext()) {
            DoubleTensor tensor = task.vector(field);
            long places = Wind.places(tensor, limit);
            assertTrue(places <= field.length);
            assertTrue(Wind.places(tensor, limit + more) <= places);
        }
    }
}
