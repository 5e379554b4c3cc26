package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/** The constants of one generated class: first slots of arrays, numbers of tables, durations. */
final class ClassConstants {
    private final AxisTables tables;
    private final JavaNames names = new JavaNames();
    private final SortedMap<Integer, FieldSpec> arrays = new TreeMap<>();
    private final SortedMap<Integer, FieldSpec> own = new TreeMap<>();
    private final SortedMap<Integer, FieldSpec> numbers = new TreeMap<>();
    private final Map<Duration, FieldSpec> durations = new LinkedHashMap<>();

    ClassConstants(AxisTables tables) {
        this.tables = tables;
    }

    /** The name of an array's first slot. */
    String array(DatasetArray array) {
        return arrays.computeIfAbsent(
                        array.id(),
                        id -> integer(
                                JavaNames.constant(array.name()),
                                array.firstSlot(),
                                "First slot of " + CommentText.array(array) + "."))
                .name();
    }

    /** The name of where a worker's own numbers of an array begin. */
    String own(DatasetArray array, OwnNumbers.Layout layout) {
        return own.computeIfAbsent(
                        array.id(),
                        id -> integer(
                                JavaNames.constant(array.name()) + "_OWN",
                                layout.base(),
                                "Where this worker's own numbers of " + CommentText.safe(array.name()) + " begin."))
                .name();
    }

    /** The name of a listed axis' number. */
    String axis(String axisName, Domain domain) {
        int number = tables.axis(domain);
        return numbers.computeIfAbsent(
                        number,
                        n -> integer(
                                JavaNames.constant(axisName) + "_AXIS",
                                n,
                                "Number of the axis " + CommentText.safe(axisName) + ": " + CommentText.domain(domain)
                                        + "."))
                .name();
    }

    /** The name of a table's number. */
    String table(String wanted, long[] values, String comment) {
        int number = tables.table(values);
        return numbers.computeIfAbsent(number, n -> integer(JavaNames.constant(wanted), n, comment))
                .name();
    }

    /** The name of the number of a table of texts. */
    String texts(String wanted, List<String> texts, String comment) {
        int number = tables.table(texts);
        return numbers.computeIfAbsent(number, n -> integer(JavaNames.constant(wanted), n, comment))
                .name();
    }

    /** The name of a duration. */
    String duration(String wanted, Duration value) {
        return durations
                .computeIfAbsent(
                        value,
                        v -> field(TypeName.get(Duration.class), JavaNames.constant(wanted), durationCode(v))
                                .build())
                .name();
    }

    private FieldSpec integer(String wanted, int value, String comment) {
        return field(TypeName.INT, wanted, CodeBlock.of("$L", value))
                .addJavadoc("$L", comment)
                .build();
    }

    private FieldSpec.Builder field(TypeName type, String wanted, CodeBlock value) {
        return FieldSpec.builder(type, names.unique(wanted), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(value);
    }

    private static CodeBlock durationCode(Duration value) {
        int nanos = value.toNanosPart();
        if (nanos == 0) {
            long seconds = value.toSeconds();
            if (seconds != 0 && seconds % 3600 == 0) {
                return CodeBlock.of("$T.ofHours($L)", Duration.class, Affine.literal(seconds / 3600));
            }
            return seconds != 0 && seconds % 60 == 0
                    ? CodeBlock.of("$T.ofMinutes($L)", Duration.class, Affine.literal(seconds / 60))
                    : CodeBlock.of("$T.ofSeconds($L)", Duration.class, Affine.literal(seconds));
        }
        return nanos % 1_000_000 == 0
                ? CodeBlock.of("$T.ofMillis($L)", Duration.class, Affine.literal(value.toMillis()))
                : CodeBlock.of("$T.ofSeconds($L, $L)", Duration.class, Affine.literal(value.toSeconds()), nanos);
    }

    /** All of them, those of the arrays first. */
    List<FieldSpec> fields() {
        List<FieldSpec> fields = new ArrayList<>(arrays.values());
        fields.addAll(own.values());
        fields.addAll(numbers.values());
        fields.addAll(durations.values());
        return fields;
    }
}
