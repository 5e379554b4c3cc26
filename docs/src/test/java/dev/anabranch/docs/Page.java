package dev.anabranch.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param text its Markdown
 * @param blocks its fenced blocks, in order
 */
record Page(Path file, String text, List<Block> blocks) {
    private static final Pattern FENCE =
            Pattern.compile("(?ms)^```(?<info>[^\\n`]*)\\n(?<body>.*?)^```$|^<!-- prelude\\n(?<prelude>.*?)^-->$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /**
     * A fenced block: its language, what stands behind that, and its lines. What the words behind the language say:
     * {@code file=NAME} gives the block a file for the commands below, {@code fragment} continues the prelude that
     * stands before it in a comment, {@code wrong=CODE} says that the flow has that mistake, {@code exit=STATUS} how a
     * command ends.
     *
     * @param prelude for a fragment, the statements that come before it
     */
    record Block(Page.Place place, String language, List<String> words, String body, String prelude) {
        Optional<String> option(String name) {
            return words.stream()
                    .filter(word -> word.startsWith(name + "="))
                    .map(word -> word.substring(name.length() + 1))
                    .findFirst();
        }

        boolean has(String word) {
            return words.contains(word);
        }

        @Override
        public String toString() {
            return place + " " + language;
        }
    }

    /** A line of a page. */
    record Place(Path file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    static Page read(Path file) throws IOException {
        String text = Files.readString(file);
        List<Block> blocks = new ArrayList<>();
        String prelude = "";
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            if (fence.group("prelude") != null) {
                prelude = fence.group("prelude");
                continue;
            }
            int line = (int) text.substring(0, fence.start()).lines().count() + 1;
            List<String> info = List.of(fence.group("info").strip().split("\\s+", -1));
            blocks.add(new Block(
                    new Place(file, line), info.get(0), info.subList(1, info.size()), fence.group("body"), prelude));
        }
        return new Page(file, text, List.copyOf(blocks));
    }

    /** All pages below a folder, sorted. */
    static List<Page> all(Path folder) throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String part : List.of("README.md", "tutorial", "how-to", "reference", "explanation", "adr")) {
            try (Stream<Path> files = Files.walk(folder.resolve(part))) {
                for (Path file : (Iterable<Path>)
                        files.filter(f -> f.toString().endsWith(".md")).sorted()::iterator) {
                    pages.add(read(file));
                }
            }
        }
        return pages;
    }

    List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** The page without its fenced blocks and code spans, where links and headings are. */
    String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    /** What can be linked to within the page. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Matcher heading = HEADING.matcher(prose());
        while (heading.find()) {
            anchors.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9 _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
