package dev.anabranch.benchmarks.fuzz;

import dev.anabranch.testkit.flow.FlowRecipe;
import dev.anabranch.testkit.flow.Flows;
import dev.anabranch.testkit.flow.GeneratedFlow;
import dev.anabranch.testkit.flow.WrongFlow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** Makes inputs: generated flows, flows of the corpus, and either with words, lines or bytes changed. */
final class Mutator {
    private final Corpus corpus;
    private final long seed;

    Mutator(Corpus corpus, long seed) {
        this.corpus = corpus;
        this.seed = seed;
    }

    /** The input of a number; the same for equal seeds, whatever came before it. */
    FuzzInput input(long number) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + number);
        return switch (random.nextInt(26)) {
            case 20, 21, 22, 23, 24, 25 -> meaning(random);
            case 0, 1 -> generated(random);
            case 2 -> wrong(random);
            case 3, 4, 5 -> mutated("bytes", random, text -> bytes(text, random));
            case 6, 7, 8, 9, 10, 11 -> words("words", random, 1 + random.nextInt(4));
            case 12 -> words("many words", random, 20);
            case 13, 14, 15 -> mutated("lines", random, text -> utf8(lines(text, random)));
            case 16 -> mutated("cut off", random, text -> cutOff(text, random));
            case 17 -> mutated("repeated", random, text -> utf8(repeated(text, random)));
            case 18 -> soup(random);
            default -> nested(random);
        };
    }

    private interface Change {
        byte[] of(String text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private FuzzInput generated(Random random) {
        GeneratedFlow flow = Flows.of(FlowRecipe.random(random.nextLong()));
        return FuzzInput.of("generated", flow.text(), flow.others(), flow.params());
    }

    private FuzzInput wrong(Random random) {
        List<Integer> wish = random.ints(8, 0, 1 << 16).boxed().toList();
        WrongFlow flow = Flows.wrong(FlowRecipe.random(random.nextLong()), wish);
        return FuzzInput.of("one mistake", flow.text(), flow.others(), flow.params());
    }

    /** A flow to begin with; very large ones are left to others. */
    private FuzzInput base(Random random) {
        if (random.nextInt(3) == 0) {
            return known(random);
        }
        GeneratedFlow flow = Flows.of(FlowRecipe.random(random.nextLong()));
        return flow.text().length() < 20_000
                ? FuzzInput.of("generated", flow.text(), flow.others(), flow.params())
                : known(random);
    }

    private FuzzInput known(Random random) {
        Corpus.Entry entry =
                corpus.entries().get(random.nextInt(corpus.entries().size()));
        return FuzzInput.of("corpus", entry.text(), entry.others(), Map.of("root", "data", "years", "3"));
    }

    private String any(Random random) {
        return corpus.entries().get(random.nextInt(corpus.entries().size())).text();
    }

    private FuzzInput mutated(String kind, Random random, Change change) {
        FuzzInput base = base(random).as(kind);
        List<String> others = List.copyOf(base.others().keySet());
        if (!others.isEmpty() && random.nextInt(3) == 0) {
            String path = others.get(random.nextInt(others.size()));
            String text = base.others().getOrDefault(path, "");
            return base.with(path, new String(change.of(text), StandardCharsets.UTF_8));
        }
        byte[] changed = change.of(new String(base.bytes(), StandardCharsets.UTF_8));
        return base.with(changed).with(kept(base.params(), changed));
    }

    /** Values for params that the text does not have would only be one more mistake. */
    private static Map<String, String> kept(Map<String, String> params, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Map<String, String> kept = new LinkedHashMap<>();
        params.forEach((name, value) -> {
            if (text.contains("param " + name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static byte[] bytes(String text, Random random) {
        byte[] bytes = utf8(text);
        for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) (32 + random.nextInt(95));
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int length = Math.min(random.nextInt(8), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
            }
        }
        return bytes;
    }

    private FuzzInput words(String kind, Random random, int changes) {
        return mutated(kind, random, text -> {
            List<String> words = Words.of(text);
            List<String> others = random.nextBoolean() ? words : Words.of(any(random));
            for (int i = 0; i < changes && !words.isEmpty(); i++) {
                change(words, others, random);
            }
            return utf8(String.join("", words));
        });
    }

    /** Names for names, numbers for numbers, operators for operators: what comes of it often parses. */
    private FuzzInput meaning(Random random) {
        return mutated("other names, numbers or operators", random, text -> {
            List<String> words = Words.of(text);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                exchange(words, random);
            }
            return utf8(String.join("", words));
        });
    }

    private static void exchange(List<String> words, Random random) {
        List<Predicate<String>> kinds = List.of(
                word -> Character.isLetter(word.charAt(0)) && !Words.KEYWORDS.contains(word),
                word -> Character.isDigit(word.charAt(0)),
                Words.OPERATORS::contains);
        Predicate<String> kind = kinds.get(random.nextInt(kinds.size()));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (kind.test(words.get(i))) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return;
        }
        int at = places.get(random.nextInt(places.size()));
        String other = words.get(places.get(random.nextInt(places.size())));
        if (Words.OPERATORS.contains(other)) {
            other = Words.OPERATORS.get(random.nextInt(Words.OPERATORS.size()));
        } else if (Character.isDigit(other.charAt(0)) && random.nextInt(3) > 0) {
            other = Integer.toString(random.nextInt(random.nextBoolean() ? 4 : 1000));
        }
        words.set(at, other);
    }

    private static void change(List<String> words, List<String> others, Random random) {
        int at = random.nextInt(words.size());
        switch (random.nextInt(7)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(random.nextInt(words.size())));
            case 2 -> Collections.swap(words, at, random.nextInt(words.size()));
            case 3 -> words.set(at, Words.KNOWN.get(random.nextInt(Words.KNOWN.size())));
            case 4 -> words.add(at, Words.KNOWN.get(random.nextInt(Words.KNOWN.size())));
            case 5 -> words.set(at, others.isEmpty() ? " " : others.get(random.nextInt(others.size())));
            default -> {
                List<Integer> numbers = new ArrayList<>();
                for (int i = 0; i < words.size(); i++) {
                    if (Character.isDigit(words.get(i).charAt(0))) {
                        numbers.add(i);
                    }
                }
                if (!numbers.isEmpty()) {
                    int number = numbers.get(random.nextInt(numbers.size()));
                    words.set(number, NUMBERS.get(random.nextInt(NUMBERS.size())));
                }
            }
        }
    }

    private static final List<String> NUMBERS = Words.KNOWN.stream()
            .filter(word -> Character.isDigit(word.charAt(0)))
            .toList();

    private String lines(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        List<String> others = Arrays.asList(any(random).split("\n", -1));
        for (int i = random.nextInt(4); i >= 0 && !lines.isEmpty(); i--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                case 3 -> lines.add(at, others.get(random.nextInt(others.size())));
                default -> lines.set(at, lines.get(at) + lines.get(random.nextInt(lines.size())));
            }
        }
        return String.join("\n", lines);
    }

    private static byte[] cutOff(String text, Random random) {
        byte[] bytes = utf8(text);
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    /** A stretch of the text, some hundred times in its place. */
    private static String repeated(String text, Random random) {
        List<String> words = Words.of(text);
        if (words.isEmpty()) {
            return text;
        }
        int from = random.nextInt(words.size());
        int to = Math.min(words.size(), from + 1 + random.nextInt(6));
        String stretch = String.join("", words.subList(from, to));
        return String.join("", words.subList(0, from))
                + stretch.repeat(2 + random.nextInt(300))
                + String.join("", words.subList(to, words.size()));
    }

    private static FuzzInput soup(Random random) {
        if (random.nextInt(4) == 0) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            return FuzzInput.of("random bytes", bytes);
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(120); i > 0; i--) {
            text.append(Words.KNOWN.get(random.nextInt(Words.KNOWN.size()))).append(random.nextBoolean() ? " " : "");
        }
        return FuzzInput.of("word soup", text.toString(), Map.of(), Map.of());
    }

    private static FuzzInput nested(Random random) {
        List<String> opening = List.of("(", "[", "{", "-", "!", "if true then ", "lab.shift(", "\"{", "lab.mean([");
        StringBuilder text = new StringBuilder("use lab\nx = ");
        for (int i = random.nextInt(400); i > 0; i--) {
            text.append(opening.get(random.nextInt(random.nextInt(opening.size()) + 1)));
        }
        text.append("lab.make(1)");
        for (int i = random.nextInt(400); i > 0; i--) {
            text.append(List.of(")", "]", "}", " else 1", "])", "}\"").get(random.nextInt(random.nextInt(6) + 1)));
        }
        return FuzzInput.of("nested", text.append("\npublish x\n").toString(), Map.of(), Map.of());
    }
}
