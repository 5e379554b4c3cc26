package dev.anabranch.codegen.signature;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Emitter;
import dev.anabranch.api.Task;
import java.util.List;
import java.util.Map;

/** Methods that cannot be tasks. */
public final class Mistakes {
    /** Not for everyone. */
    private static final class Hidden {}

    @Task
    public String instance(String text) {
        return text + getClass();
    }

    @Task
    static String hidden(String text) {
        return text;
    }

    @Task
    public static String array(double[] values) {
        return "" + values.length;
    }

    @Task
    public static String letter(char letter) {
        return "" + letter;
    }

    @Task
    public static void twoEmitters(Emitter<String> first, Emitter<String> second) {
        first.emit("");
        second.emit("");
    }

    @Task
    public static String generatorWithResult(Emitter<String> texts) {
        texts.emit("");
        return "";
    }

    @Task("same")
    public static String one(String text) {
        return text;
    }

    @Task("same")
    public static String other(String text) {
        return text;
    }

    @Task
    public static void nothing(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException();
        }
    }

    @Task
    public static String integers(List<Integer> numbers) {
        return "" + numbers;
    }

    @Task
    public static String nested(Map<String, Map<String, Long>> maps) {
        return "" + maps;
    }

    @Task
    public static String keys(Map<Long, Long> map) {
        return "" + map;
    }

    @Task
    public static String twoMaps(Map<String, Long> first, Map<String, Long> second) {
        return "" + first + second;
    }

    @Task
    public static String unseen(Hidden hidden) {
        return "" + hidden.hashCode();
    }

    @Task
    @Cost(time = "soon", size = "1MiB")
    public static String cost(String text) {
        return text;
    }
}
