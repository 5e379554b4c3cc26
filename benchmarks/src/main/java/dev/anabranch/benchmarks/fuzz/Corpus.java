package dev.anabranch.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The flows of a checkout: those in files, right and wrong ones, and those on the pages of the documentation.
 *
 * @param entries in the order of their files
 */
record Corpus(List<Entry> entries) {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```flow(?<words>[^\\n]*)\\n(?<flow>.*?)^```$|^<!-- prelude\\n(?<prelude>.*?)^-->$");
    private static final Pattern FILE = Pattern.compile("file=(\\S+)");
    private static final Pattern USE = Pattern.compile("use +flow +\"([^\"{]+)\"");

    Corpus {
        entries = List.copyOf(entries);
    }

    /**
     * One flow.
     *
     * @param others the texts of flows that it may use, by path
     */
    record Entry(String text, Map<String, String> others) {
        Entry {
            others = Map.copyOf(others);
        }
    }

    /** All flows below a folder. */
    static Corpus below(Path root) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files(root, ".flow")) {
            entries.add(entry(file));
        }
        for (Path page : files(root, ".md")) {
            addBlocks(Files.readString(page), entries);
        }
        return new Corpus(entries);
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\.[^/]*)/.*"))
                    .sorted()
                    .toList();
        }
    }

    /** A file with those that it uses, directly or by way of others. */
    private static Entry entry(Path file) throws IOException {
        Map<String, String> others = new LinkedHashMap<>();
        Deque<Path> open = new ArrayDeque<>(List.of(Path.of("")));
        String text = Files.readString(file);
        while (!open.isEmpty()) {
            Path user = open.removeFirst();
            Matcher use = USE.matcher(user.toString().isEmpty() ? text : others.getOrDefault(user.toString(), ""));
            while (use.find()) {
                Path path = user.resolveSibling(use.group(1)).normalize();
                Path used = file.resolveSibling(path);
                if (!others.containsKey(path.toString()) && Files.isRegularFile(used)) {
                    others.put(path.toString(), Files.readString(used));
                    open.add(path);
                }
            }
        }
        return new Entry(text, others);
    }

    /** A block that is a fragment goes on where a comment before it begins; one with a name can be used. */
    private static void addBlocks(String page, List<Entry> entries) {
        Map<String, String> named = new LinkedHashMap<>();
        List<String> texts = new ArrayList<>();
        String prelude = "";
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            if (block.group("prelude") != null) {
                prelude = block.group("prelude");
                continue;
            }
            boolean fragment = block.group("words").startsWith(" fragment");
            texts.add((fragment ? prelude : "") + block.group("flow"));
            Matcher file = FILE.matcher(block.group("words"));
            if (file.find()) {
                named.put(file.group(1), block.group("flow"));
            }
        }
        texts.forEach(text -> entries.add(new Entry(text, named)));
    }
}
