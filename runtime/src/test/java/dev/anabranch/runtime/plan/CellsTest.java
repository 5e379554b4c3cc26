package dev.anabranch.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CellsTest {
    @Property
    void slotsHaveTheirOwnCellsButForTheExceptions(
            @ForAll Map<@IntRange(max = 2000) Integer, @IntRange(min = 2001, max = 9000) Integer> exceptions) {
        Cells cells = Cells.of(exceptions);
        for (int slot = 0; slot <= 2000; slot++) {
            assertThat(cells.of(slot)).isEqualTo(exceptions.getOrDefault(slot, slot));
        }
    }
}
