package dev.anabranch.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The flows of a checkout: those in files, right and wrong ones, and those on the pages of the documentation.
 *
 * @param texts in the order of their files
 */
record Corpus(List<String> texts) {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```flow[^\\n]*\\n(?<flow>.*?)^```$|^<!-- prelude\\n(?<prelude>.*?)^-->$");

    Corpus {
        texts = List.copyOf(texts);
    }

    /** All flows below a folder. */
    static Corpus below(Path root) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files(root, ".flow")) {
            texts.add(Files.readString(file));
        }
        for (Path page : files(root, ".md")) {
            addBlocks(Files.readString(page), texts);
        }
        return new Corpus(texts);
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\.[^/]*)/.*"))
                    .sorted()
                    .toList();
        }
    }

    /** A block that is a fragment goes on where a comment before it begins. */
    private static void addBlocks(String page, List<String> texts) {
        String prelude = "";
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            if (block.group("prelude") != null) {
                prelude = block.group("prelude");
            } else {
                boolean fragment = page.startsWith("```flow fragment", block.start());
                texts.add((fragment ? prelude : "") + block.group("flow"));
            }
        }
    }
}
