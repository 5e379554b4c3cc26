package dev.anabranch.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.resolve.Operand.Listed;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LiteralReaderTest {
    @Test
    void valuesOfEveryType() {
        assertThat(LiteralReader.param("42", ScalarType.INT)).contains(Plain.of(ScalarType.INT, 42L));
        assertThat(LiteralReader.param("-1_000", ScalarType.INT)).contains(Plain.of(ScalarType.INT, -1000L));
        assertThat(LiteralReader.param("42", ScalarType.FLOAT)).contains(Plain.of(ScalarType.FLOAT, 42.0));
        assertThat(LiteralReader.param("1e-3", ScalarType.FLOAT)).contains(Plain.of(ScalarType.FLOAT, 1e-3));
        assertThat(LiteralReader.param("true", ScalarType.BOOL)).contains(Plain.of(ScalarType.BOOL, true));
        assertThat(LiteralReader.param("a \"b\" [1", ScalarType.STRING))
                .contains(Plain.of(ScalarType.STRING, "a \"b\" [1"));
        assertThat(LiteralReader.param("1.5h", ScalarType.DURATION))
                .contains(Plain.of(ScalarType.DURATION, Duration.ofMinutes(90)));
        assertThat(LiteralReader.param("2KiB", ScalarType.SIZE)).contains(Plain.of(ScalarType.SIZE, 2048L));
    }

    @Test
    void listsWithAndWithoutBrackets() {
        ValueType integers = new ValueType.ListOf(ScalarType.INT);
        ValueType texts = new ValueType.ListOf(ScalarType.STRING);
        Listed two = new Listed(List.of(Plain.of(ScalarType.INT, 1L), Plain.of(ScalarType.INT, 2L)));
        assertThat(LiteralReader.param("1, 2", integers)).contains(two);
        assertThat(LiteralReader.param("[1, 2]", integers)).contains(two);
        assertThat(LiteralReader.param("a,b", texts))
                .isEqualTo(LiteralReader.param("[\"a\", \"b\"]", texts))
                .isPresent();
        assertThat(LiteralReader.param("[1, \"b\"]", integers)).isEmpty();
    }

    @Test
    void otherTypesAreRefused() {
        assertThat(LiteralReader.param("x", ScalarType.INT)).isEmpty();
        assertThat(LiteralReader.param("4.5", ScalarType.INT)).isEmpty();
        assertThat(LiteralReader.param("30", ScalarType.DURATION)).isEmpty();
        assertThat(LiteralReader.param("30s", ScalarType.SIZE)).isEmpty();
        assertThat(LiteralReader.param("99999999999999999999", ScalarType.INT)).isEmpty();
        for (String number : List.of("1e999999999", "1e9999999", "1e400")) {
            assertThat(LiteralReader.param(number + "h", ScalarType.DURATION)).isEmpty();
            assertThat(LiteralReader.param(number + "GiB", ScalarType.SIZE)).isEmpty();
            assertThat(LiteralReader.param(number, ScalarType.FLOAT)).isEmpty();
        }
        for (String fraction : List.of("1e-9999999h", "0.3ns", "1.5ns")) {
            assertThat(LiteralReader.param(fraction, ScalarType.DURATION)).isEmpty();
        }
    }

    @Property
    void integersComeBack(@ForAll long value) {
        assertThat(LiteralReader.param(Long.toString(value), ScalarType.INT)).contains(Plain.of(ScalarType.INT, value));
    }

    @Property
    void anyTextEndsWell(@ForAll String text) {
        for (ScalarType type : ScalarType.values()) {
            assertThat(LiteralReader.param(text, type)).isNotNull();
            assertThat(LiteralReader.param(text, new ValueType.ListOf(type))).isNotNull();
        }
    }
}
