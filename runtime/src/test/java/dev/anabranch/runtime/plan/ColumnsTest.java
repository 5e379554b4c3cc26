package dev.anabranch.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Columns in little space hold what they were made from. */
class ColumnsTest {
    @Property
    void numbersAreWhatTheyWere(@ForAll List<Integer> values) {
        holds(values.stream().mapToInt(Integer::intValue).toArray());
    }

    @Property
    void smallNumbersAreWhatTheyWere(@ForAll List<@IntRange(min = -300, max = 300) Integer> values) {
        holds(values.stream().mapToInt(Integer::intValue).toArray());
    }

    @Property
    void equalStepsAreWhatTheyWere(
            @ForAll @IntRange(max = 100) int rows, @ForAll int first, @ForAll @IntRange(min = -9, max = 9) int step) {
        holds(IntStream.range(0, rows).map(row -> first + step * row).toArray());
    }

    private static void holds(int[] values) {
        IntColumn column = IntColumn.of(values.clone());
        assertThat(IntStream.range(0, column.rows()).map(column::get).toArray()).isEqualTo(values);
        assertThatThrownBy(() -> column.get(values.length)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> column.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Property
    void namesAreWhatTheyWere(@ForAll @Size(max = 100) List<String> names) {
        holds(names);
    }

    @Test
    void longNamesWithMuchInCommonAreWhatTheyWere() {
        List<String> names = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            names.add("x".repeat(20 * row) + "[" + row + "]");
        }
        names.add("x".repeat(40_000));
        names.add("x".repeat(40_000) + "y".repeat(40_000));
        holds(names);
    }

    private static void holds(List<String> names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[names.size() + 1];
        List<String> encodable = new ArrayList<>();
        for (int row = 0; row < names.size(); row++) {
            byte[] text = names.get(row).getBytes(StandardCharsets.UTF_8);
            encodable.add(new String(text, StandardCharsets.UTF_8));
            bytes.writeBytes(text);
            offsets[row + 1] = bytes.size();
        }
        NameColumn column = NameColumn.of(new TextColumn(bytes.toByteArray(), offsets, names.size()));
        assertThat(IntStream.range(0, names.size()).mapToObj(column::get)).isEqualTo(encodable);
        assertThatThrownBy(() -> column.get(names.size())).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
