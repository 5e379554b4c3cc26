package dev.anabranch.benchmarks.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Inputs that are hostile by their size alone; each is tried once, before all others. */
final class Giants {
    private Giants() {}

    static List<FuzzInput> all() {
        List<String> texts = new ArrayList<>();
        texts.add("(".repeat(10_000_000));
        texts.add("[]".repeat(5_000_000));
        texts.add("x = " + "(".repeat(100_000) + "1" + ")".repeat(100_000));
        texts.add("x = 1" + " + 1".repeat(200_000));
        texts.add("x = " + "-".repeat(100_000) + "1");
        texts.add("x = " + "if a then b else ".repeat(50_000) + "c");
        texts.add("x = " + "1".repeat(1_000_000));
        texts.add("x = 0." + "0".repeat(1_000_000) + "1");
        texts.add("x = \"" + "{1}".repeat(100_000) + "\"");
        texts.add("x = \"\"\"\n" + "{\"".repeat(300_000));
        texts.add("/*".repeat(1_000_000));
        texts.add("// c\n".repeat(900_000));
        texts.add("x = ]\n".repeat(200_000));
        texts.add("\n".repeat(16_000_000));
        texts.add("a".repeat(16_000_000));
        texts.add("param p : " + "list<".repeat(10_000) + "int" + ">".repeat(10_000) + " = 1");
        texts.add("use lab\nx[" + "i, ".repeat(60_000) + "1] = lab.make(1)\npublish x");
        texts.add("use lab\nx = lab.mean([" + "lab.make(1), ".repeat(15_000) + "])\npublish x");
        texts.add("use lab\n" + "x = lab.make(1)\n".repeat(20_000) + "publish x");
        texts.add("use lab\nx = lab.make(1)\n" + "publish x\n".repeat(20_000));
        texts.add(params(20_000));
        texts.add(arrays(20_000));
        for (String size : List.of("100000000", "99999999999", "9223372036854775807", "9223372036854775808")) {
            texts.addAll(dims(size));
        }
        List<FuzzInput> giants = new ArrayList<>();
        texts.forEach(text -> giants.add(FuzzInput.of("giant", text, Map.of(), Map.of())));
        giants.add(FuzzInput.of("giant", "use flow \"fuzz.flow\" as f\nx = f()", Map.of(), Map.of()));
        giants.add(uses(2, 1, "used2.flow"));
        giants.add(uses(60, 1, "nowhere.flow"));
        giants.add(uses(45, 2, "nowhere.flow"));
        giants.add(uses(8, 40, "nowhere.flow"));
        giants.add(uses(1, 12_000, "nowhere.flow"));
        byte[] bytes = new byte[1 << 20];
        new Random(7).nextBytes(bytes);
        giants.add(FuzzInput.of("giant", bytes));
        giants.add(FuzzInput.of("giant", new byte[17 << 20]));
        return giants;
    }

    /** Each param needs the one before. */
    private static String params(int count) {
        StringBuilder text = new StringBuilder("param p0 : int = 1\n");
        for (int i = 1; i < count; i++) {
            text.append("param p").append(i).append(" : int = p").append(i - 1).append(" + 1\n");
        }
        return text.toString();
    }

    /** Each array reads the one behind it. */
    private static String arrays(int count) {
        StringBuilder text = new StringBuilder("use lab\n");
        for (int i = 0; i < count; i++) {
            text.append('x').append(i).append(" = lab.shift(x").append(i + 1).append(")\n");
        }
        return text.append('x')
                .append(count)
                .append(" = lab.make(1)\npublish x0\n")
                .toString();
    }

    /** Each flow uses the next several times; the last one another. */
    private static FuzzInput uses(int depth, int times, String last) {
        Map<String, String> others = new LinkedHashMap<>();
        for (int i = 1; i < depth; i++) {
            others.put("used" + i + ".flow", user("used" + (i + 1) + ".flow", times));
        }
        others.put(
                "used" + depth + ".flow",
                last.startsWith("used") ? user(last, times) : "use lab\nx0 = lab.make(1)\noutput x0");
        return FuzzInput.of("giant", user("used1.flow", times) + "\npublish x0.x0", others, Map.of());
    }

    private static String user(String path, int times) {
        StringBuilder text = new StringBuilder("use flow \"").append(path).append("\" as next\n");
        for (int i = 0; i < times; i++) {
            text.append('x').append(i).append(" = next()\n");
        }
        return text.append("output x0.x0").toString();
    }

    private static List<String> dims(String size) {
        String dim = "use lab\ndim i = 0..<" + size + "\n";
        return List.of(
                dim + "x[i] = lab.make(i)\npublish x",
                dim + "x[i] where i == 7 = lab.make(i)\npublish x",
                dim + "x[i] where i % 7 == 1 = lab.make(i)\npublish x",
                dim + "x[i] = lab.feed(1) yields i\npublish x",
                dim + "dim j = 1..3\nx[j] = lab.make(j)\ny[j] = lab.mean(x[0..<" + size + "])\npublish y",
                dim + "x[7] = lab.make(1)\ny = lab.mean(x[7..7 by " + size + "])\npublish y");
    }
}
