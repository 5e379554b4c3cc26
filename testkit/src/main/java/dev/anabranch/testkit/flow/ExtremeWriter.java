package dev.anabranch.testkit.flow;

import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.ArrayList;
import java.util.List;

/** Adds something that is large, deep or long, though not more than the language allows. */
final class ExtremeWriter {
    private final Draft draft;
    private final Choices choices;

    ExtremeWriter(Draft draft, Choices choices) {
        this.draft = draft;
        this.choices = choices;
    }

    void write() {
        draft.use(Feature.EXTREME);
        switch (choices.below(10)) {
            case 0 -> fewOfMany();
            case 1 -> longChain();
            case 2 -> longList();
            case 3 -> deepBrackets();
            case 4 -> longSum();
            case 5 -> longDim();
            case 6 -> farCoordinates();
            case 7 -> manyArrays();
            case 8 -> manyIndices();
            default -> longText();
        }
    }

    private String name() {
        return draft.freshName(choices);
    }

    private DraftArray array(String name, ValueType type, List<Boolean> texts) {
        DraftArray array = new DraftArray(name, type, texts, true);
        draft.arrays().add(array);
        return array;
    }

    private DraftArray of(String name, List<List<Object>> coordinates) {
        DraftArray array = array(
                name,
                DatasetWriter.F64,
                coordinates.get(0).stream().map(String.class::isInstance).toList());
        array.defined().addAll(coordinates);
        array.close();
        return array;
    }

    private static List<List<Object>> numbers(long first, long last) {
        List<List<Object>> numbers = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            numbers.add(List.of(i));
        }
        return numbers;
    }

    /** A few points of a dim with a hundred thousand coordinates. */
    private void fewOfMany() {
        String dim = name();
        String x = name();
        String condition =
                choices.of(dim + " == 77777", dim + " > 77776 && " + dim + " <= 77777", dim + " % 100000 == 77777");
        draft.add("dim " + dim + " = 0..<100000");
        draft.add(x + "[" + dim + "] where " + condition + " = " + draft.library() + ".make(" + dim + ")");
        of(x, List.of(List.of(77777L)));
    }

    private void longChain() {
        long last = choices.of(500, 3000);
        String dim = name();
        String x = name();
        draft.add("dim " + dim + " = 1.." + last);
        draft.add(x + "[0] = " + draft.library() + ".make(0)");
        draft.add(x + "[" + dim + "] = " + draft.library() + ".shift(" + x + "[" + dim + " - 1])");
        of(x, numbers(0, last));
    }

    private void longList() {
        String dim = name();
        String x = name();
        String y = name();
        draft.add("dim " + dim + " = 1..2000");
        draft.add(x + "[" + dim + "] = " + draft.library() + ".make(" + dim + ")");
        draft.add(y + " = " + draft.library() + choices.of(".mean(", ".stack(") + x + choices.of("[*]", "", "[*] * 2.0")
                + ")");
        of(x, numbers(1, 2000));
        array(y, DatasetWriter.F64, List.of()).defined().add(List.of());
    }

    private void deepBrackets() {
        int depth = 200;
        String n = name();
        draft.add("param " + n + " : int = " + "(".repeat(depth) + "3" + ")".repeat(depth));
        String x = name();
        draft.add(x + " = " + (draft.library() + ".shift(").repeat(depth) + draft.library() + ".make(" + n + ")"
                + ")".repeat(depth));
        array(x, DatasetWriter.F64, List.of()).defined().add(List.of());
    }

    private void longSum() {
        String x = name();
        String y = name();
        draft.add(x + " = " + draft.library() + ".make(1)");
        draft.add(y + " = " + x + (" + " + x).repeat(900));
        array(x, DatasetWriter.F64, List.of()).defined().add(List.of());
        array(y, DatasetWriter.F64, List.of()).defined().add(List.of());
    }

    private void longDim() {
        String dim = name();
        String x = name();
        boolean texts = choices.below(2) == 1;
        List<String> elements = new ArrayList<>();
        List<List<Object>> coordinates = new ArrayList<>();
        for (long i = 0; i < 1000; i++) {
            long shuffled = i * 379 % 1000;
            elements.add(texts ? "\"c" + shuffled + "\"" : Long.toString(shuffled));
            coordinates.add(List.of(texts ? "c" + shuffled : (Object) shuffled));
        }
        draft.add("dim " + dim + " = [" + String.join(", ", elements) + "]");
        draft.add(x + "[" + dim + "] = " + draft.library() + (texts ? ".wide(1, tag: " : ".make(") + dim + ")");
        of(x, coordinates);
    }

    private void farCoordinates() {
        String dim = name();
        String x = name();
        boolean low = choices.below(2) == 1;
        String from = low ? "-9223372036854775807 - 1" : "9223372036854775804";
        String to = low ? "-9223372036854775805" : "9223372036854775807";
        draft.add("dim " + dim + " = " + from + " .. " + to);
        draft.add(x + "[" + dim + "] = " + draft.library() + ".make(" + dim + ")");
        String y = name();
        draft.add(y + " = " + draft.library() + ".mean(" + x
                + choices.of("[*]", "[" + from + " .. " + to + "]", "[" + from + " .. 9223372036854775807]") + ")");
        of(x, low ? numbers(Long.MIN_VALUE, Long.MIN_VALUE + 3) : far());
        array(y, DatasetWriter.F64, List.of()).defined().add(List.of());
    }

    private static List<List<Object>> far() {
        List<List<Object>> coordinates = new ArrayList<>();
        for (long back = 3; back >= 0; back--) {
            coordinates.add(List.of(Long.MAX_VALUE - back));
        }
        return coordinates;
    }

    private void manyArrays() {
        String before = draft.library() + ".make(1)";
        for (int i = 0; i < 120; i++) {
            String x = name();
            draft.add(x + " = " + before);
            array(x, DatasetWriter.F64, List.of()).defined().add(List.of());
            before = x + (i % 2 == 0 ? " + 1.5" : " * 2.0");
        }
    }

    private void manyIndices() {
        List<String> dims = new ArrayList<>();
        List<DraftDim> drafted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String dim = name();
            draft.add("dim " + dim + " = 1..2");
            dims.add(dim);
            drafted.add(new DraftDim(dim, List.of(1L, 2L), 1));
        }
        String x = name();
        draft.add(x + "[" + String.join(", ", dims) + "] = " + draft.library() + ".make(" + String.join(" + ", dims)
                + ")");
        List<List<Object>> coordinates = new ArrayList<>();
        for (Point point : Points.of(drafted)) {
            coordinates.add(dims.stream().map(point::at).toList());
        }
        of(x, coordinates);
    }

    private void longText() {
        String x = name();
        String text = "\\\" \\{ \u00e4 // ".repeat(1000);
        draft.addFixed(x + " = " + draft.library() + ".word(\"" + text + "\")");
        array(x, ScalarType.STRING, List.of()).defined().add(List.of());
    }
}
